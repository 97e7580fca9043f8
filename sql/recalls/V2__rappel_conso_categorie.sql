-- The look-up table of the pipeline's enrich-lookup step: English names of RappelConso's categories.
CREATE TABLE rappel_conso_categorie (
    categorie    text PRIMARY KEY,
    categorie_en text NOT NULL
);
COMMENT ON TABLE rappel_conso_categorie IS 'English names of RappelConso''s categories; add a row and run with --full';
COMMENT ON COLUMN rappel_conso_categorie.categorie IS 'Category as cleaned: accents removed, lower case';
COMMENT ON COLUMN rappel_conso_categorie.categorie_en IS 'Its English name';

INSERT INTO rappel_conso_categorie VALUES
    ('alimentation', 'Food'),
    ('appareils electriques, outils', 'Electrical appliances and tools'),
    ('automobiles et moyens de deplacement', 'Cars and means of transport'),
    ('bebes-enfants (hors alimentaire)', 'Babies and children (non-food)'),
    ('equipements de communication', 'Communication equipment'),
    ('hygiene-beaute', 'Hygiene and beauty'),
    ('maison-habitat', 'Home'),
    ('sports-loisirs', 'Sports and leisure'),
    ('vetements, mode, epi', 'Clothing, fashion and protective equipment'),
    ('autres', 'Other');
