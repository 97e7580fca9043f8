package azalai.pipeline;

import org.apache.camel.builder.NoErrorHandlerBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.PropertiesComponent;

/**
 * What every context of the product holds to: a route fails to its caller unless it declares otherwise, and a
 * pipeline's route retries its tasks.
 */
final class PipelineRoutes extends MainListenerSupport {
    @Override
    public void beforeInitialize(BaseMainSupport main) {
        ModelCamelContext context = (ModelCamelContext) main.getCamelContext();
        // The configuration has read the environment already, by its own order.
        PropertiesComponent properties = context.getPropertiesComponent();
        ((org.apache.camel.component.properties.PropertiesComponent) properties)
                .setEnvironmentVariableMode(
                        org.apache.camel.component.properties.PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        context.addModelLifecycleStrategy(new ModelLifecycleStrategySupport() {
            @Override
            public void onAddRouteDefinition(RouteDefinition route) {
                if (Pipelines.isPipeline(route)) {
                    // Camel wants ids unique among all routes; every pipeline may have its own task "load".
                    route.setNodePrefixId(route.getRouteId() + ".");
                    route.setErrorHandlerFactory(retrying());
                } else {
                    // Route by route: one set on the context would silence the error handlers of route configurations.
                    route.setErrorHandlerFactoryIfNull(new NoErrorHandlerBuilder());
                }
            }
        });
    }

    /** Set here and not in the route's YAML: an {@code errorHandler} there breaks Hawtio's diagrams. */
    private static DefaultErrorHandlerDefinition retrying() {
        DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
        handler.setRetryWhileRef("taskRetry");
        handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition()
                .allowRedeliveryWhileStopping(false)
                .logStackTrace(false)
                .logExhausted(false)
                .logRetryAttempted(false));
        return handler;
    }
}
