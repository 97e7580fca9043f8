package azalai.sample;

import azalai.sample.query.Field;
import azalai.sample.query.Source;
import azalai.sample.query.Times;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;

/** What the API says of a dataset. */
final class Metadata {
    private Metadata() {}

    static ObjectNode of(Source source) {
        String dataset = source.schema().dataset();
        String modified = Times.format(source.modified().getEpochSecond(), ZoneOffset.UTC);
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("dataset_id", dataset);
        document.put("dataset_uid", "da_sample");
        document.put("has_records", true);
        document.put("data_visible", true);
        document.putArray("attachments");
        document.putArray("features").add("analyze");
        ObjectNode metas = document.putObject("metas").putObject("default");
        metas.put("title", "Rappels de produits (données fictives de démonstration)");
        metas.put("modified", modified);
        metas.put("data_processed", modified);
        metas.put("records_count", source.size());
        metas.put("publisher", "Azalai");
        metas.putNull("license");
        ArrayNode fields = document.putArray("fields");
        for (Field field : source.schema().fields()) {
            ObjectNode described = fields.addObject();
            described.put("name", field.name());
            described.put("label", field.name());
            described.put("type", field.type().label());
            described.putNull("description");
            described.putObject("annotations");
        }
        return document;
    }
}
