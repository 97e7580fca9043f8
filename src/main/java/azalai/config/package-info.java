/** Where every setting comes from and what is refused: the configuration, the folders of the project and of its data. */
package azalai.config;
