-- France's product recalls (RappelConso, DGCCRF, Licence Ouverte 2.0). The table is the schema: the load takes names, types and key from here.
CREATE TABLE rappel_conso (
    reference_fiche text PRIMARY KEY,
    liens_vers_les_images text,
    lien_vers_la_liste_des_produits text,
    lien_vers_la_liste_des_distributeurs text,
    lien_vers_affichette_pdf text,
    lien_vers_la_fiche_rappel text,
    date_de_publication text,
    date_de_fin_de_la_procedure_de_rappel text,
    categorie_de_produit text,
    sous_categorie_de_produit text,
    nom_de_la_marque_du_produit text,
    noms_des_modeles_ou_references text,
    identification_des_produits text,
    conditionnements text,
    temperature_de_conservation text,
    zone_geographique_de_vente text,
    distributeurs text,
    motif_du_rappel text,
    numero_de_contact text,
    modalites_de_compensation text,
    risques_pour_le_consommateur text,
    recommandations_sante text,
    informations_complementaires text,
    date_debut_commercialisation text,
    date_fin_commercialisation text,
    numero_version int,
    rappel_guid text,
    date_publication timestamptz,
    fin_procedure date,
    debut_commercialisation date,
    fin_commercialisation date,
    nature_juridique text,
    marque_salubrite text,
    libelle text,
    gtin text[],
    produits jsonb,
    categorie_en text,
    run_id bigint,
    first_seen_at timestamptz,
    changed_at timestamptz,
    withdrawn_at timestamptz
);
COMMENT ON TABLE rappel_conso IS 'One row a fiche of RappelConso (DGCCRF, Licence Ouverte 2.0), its newest version';
COMMENT ON COLUMN rappel_conso.reference_fiche IS 'Reference of the fiche; upper-cased in V2';
COMMENT ON COLUMN rappel_conso.liens_vers_les_images IS 'Links to images';
COMMENT ON COLUMN rappel_conso.lien_vers_la_liste_des_produits IS 'Link to the list of products';
COMMENT ON COLUMN rappel_conso.lien_vers_la_liste_des_distributeurs IS 'Link to the list of distributors';
COMMENT ON COLUMN rappel_conso.lien_vers_affichette_pdf IS 'Link to the poster (PDF)';
COMMENT ON COLUMN rappel_conso.lien_vers_la_fiche_rappel IS 'Link to the fiche';
COMMENT ON COLUMN rappel_conso.date_de_publication IS 'Day of publication as text, yyyy-mm-dd (Europe/Paris)';
COMMENT ON COLUMN rappel_conso.date_de_fin_de_la_procedure_de_rappel IS 'End of the recall procedure as the source writes it: French prose in V1, ISO day in V2';
COMMENT ON COLUMN rappel_conso.categorie_de_produit IS 'Category, accents removed';
COMMENT ON COLUMN rappel_conso.sous_categorie_de_produit IS 'Sub-category, accents removed';
COMMENT ON COLUMN rappel_conso.nom_de_la_marque_du_produit IS 'Brand, accents removed';
COMMENT ON COLUMN rappel_conso.noms_des_modeles_ou_references IS 'Models or references, accents removed';
COMMENT ON COLUMN rappel_conso.identification_des_produits IS 'GTIN, lot, label and dates of each product as text, accents removed';
COMMENT ON COLUMN rappel_conso.conditionnements IS 'Packaging, accents removed';
COMMENT ON COLUMN rappel_conso.temperature_de_conservation IS 'Storage temperature, accents removed';
COMMENT ON COLUMN rappel_conso.zone_geographique_de_vente IS 'Where it was sold, accents removed';
COMMENT ON COLUMN rappel_conso.distributeurs IS 'Distributors, accents removed';
COMMENT ON COLUMN rappel_conso.motif_du_rappel IS 'Reason of the recall, accents removed';
COMMENT ON COLUMN rappel_conso.numero_de_contact IS 'Telephone number, accents removed';
COMMENT ON COLUMN rappel_conso.modalites_de_compensation IS 'Compensation, accents removed';
COMMENT ON COLUMN rappel_conso.risques_pour_le_consommateur IS 'Risks and their description, joined by a newline, accents removed';
COMMENT ON COLUMN rappel_conso.recommandations_sante IS 'Health advice and what to do, joined by a newline, accents removed';
COMMENT ON COLUMN rappel_conso.informations_complementaires IS 'Further information and its public part, joined by a newline, accents removed';
COMMENT ON COLUMN rappel_conso.date_debut_commercialisation IS 'First day of sale as text, dd/mm/yyyy';
COMMENT ON COLUMN rappel_conso.date_fin_commercialisation IS 'Last day of sale as text, dd/mm/yyyy';
COMMENT ON COLUMN rappel_conso.numero_version IS 'Version of the fiche: the higher one wins; 0 for RAPEX';
COMMENT ON COLUMN rappel_conso.rappel_guid IS 'The source''s own id, lower case';
COMMENT ON COLUMN rappel_conso.date_publication IS 'Instant of publication; midnight Europe/Paris where the source gives only a day';
COMMENT ON COLUMN rappel_conso.fin_procedure IS 'End of the recall procedure; null where it cannot be read';
COMMENT ON COLUMN rappel_conso.debut_commercialisation IS 'First day of sale; null where it cannot be read';
COMMENT ON COLUMN rappel_conso.fin_commercialisation IS 'Last day of sale; null where it cannot be read';
COMMENT ON COLUMN rappel_conso.nature_juridique IS 'Voluntary or ordered, accents removed';
COMMENT ON COLUMN rappel_conso.marque_salubrite IS 'Health mark, accents removed';
COMMENT ON COLUMN rappel_conso.libelle IS 'Short title, accents removed';
COMMENT ON COLUMN rappel_conso.gtin IS 'Valid GTINs of the identification, padded to 14 digits, distinct, in order; empty when there is none';
COMMENT ON COLUMN rappel_conso.produits IS 'The identification read: [{gtin, lot, date_kind, from, to}]; null where it cannot be read';
COMMENT ON COLUMN rappel_conso.categorie_en IS 'English name of the category, from rappel_conso_categorie; null where it has none';
COMMENT ON COLUMN rappel_conso.run_id IS 'The run whose load last changed the row';
COMMENT ON COLUMN rappel_conso.first_seen_at IS 'When the fiche was first loaded';
COMMENT ON COLUMN rappel_conso.changed_at IS 'When a load last changed the row';
COMMENT ON COLUMN rappel_conso.withdrawn_at IS 'When a full run no longer saw the fiche at the source; null while it is there';

CREATE INDEX rappel_conso_date_publication ON rappel_conso (date_publication);
CREATE INDEX rappel_conso_gtin ON rappel_conso USING gin (gtin);

CREATE VIEW rappel_conso_table AS
SELECT
    reference_fiche,
    liens_vers_les_images,
    lien_vers_la_liste_des_produits,
    lien_vers_la_liste_des_distributeurs,
    lien_vers_affichette_pdf,
    lien_vers_la_fiche_rappel,
    date_de_publication,
    date_de_fin_de_la_procedure_de_rappel,
    categorie_de_produit,
    sous_categorie_de_produit,
    nom_de_la_marque_du_produit,
    noms_des_modeles_ou_references,
    identification_des_produits,
    conditionnements,
    temperature_de_conservation,
    zone_geographique_de_vente,
    distributeurs,
    motif_du_rappel,
    numero_de_contact,
    modalites_de_compensation,
    risques_pour_le_consommateur,
    recommandations_sante,
    informations_complementaires,
    date_debut_commercialisation,
    date_fin_commercialisation
FROM rappel_conso;
COMMENT ON VIEW rappel_conso_table IS 'The 25 text columns under the names the original tutorial gave them';
COMMENT ON COLUMN rappel_conso_table.reference_fiche IS 'Reference of the fiche; upper-cased in V2';
COMMENT ON COLUMN rappel_conso_table.liens_vers_les_images IS 'Links to images';
COMMENT ON COLUMN rappel_conso_table.lien_vers_la_liste_des_produits IS 'Link to the list of products';
COMMENT ON COLUMN rappel_conso_table.lien_vers_la_liste_des_distributeurs IS 'Link to the list of distributors';
COMMENT ON COLUMN rappel_conso_table.lien_vers_affichette_pdf IS 'Link to the poster (PDF)';
COMMENT ON COLUMN rappel_conso_table.lien_vers_la_fiche_rappel IS 'Link to the fiche';
COMMENT ON COLUMN rappel_conso_table.date_de_publication IS 'Day of publication as text, yyyy-mm-dd (Europe/Paris)';
COMMENT ON COLUMN rappel_conso_table.date_de_fin_de_la_procedure_de_rappel IS 'End of the recall procedure as the source writes it: French prose in V1, ISO day in V2';
COMMENT ON COLUMN rappel_conso_table.categorie_de_produit IS 'Category, accents removed';
COMMENT ON COLUMN rappel_conso_table.sous_categorie_de_produit IS 'Sub-category, accents removed';
COMMENT ON COLUMN rappel_conso_table.nom_de_la_marque_du_produit IS 'Brand, accents removed';
COMMENT ON COLUMN rappel_conso_table.noms_des_modeles_ou_references IS 'Models or references, accents removed';
COMMENT ON COLUMN rappel_conso_table.identification_des_produits IS 'GTIN, lot, label and dates of each product as text, accents removed';
COMMENT ON COLUMN rappel_conso_table.conditionnements IS 'Packaging, accents removed';
COMMENT ON COLUMN rappel_conso_table.temperature_de_conservation IS 'Storage temperature, accents removed';
COMMENT ON COLUMN rappel_conso_table.zone_geographique_de_vente IS 'Where it was sold, accents removed';
COMMENT ON COLUMN rappel_conso_table.distributeurs IS 'Distributors, accents removed';
COMMENT ON COLUMN rappel_conso_table.motif_du_rappel IS 'Reason of the recall, accents removed';
COMMENT ON COLUMN rappel_conso_table.numero_de_contact IS 'Telephone number, accents removed';
COMMENT ON COLUMN rappel_conso_table.modalites_de_compensation IS 'Compensation, accents removed';
COMMENT ON COLUMN rappel_conso_table.risques_pour_le_consommateur IS 'Risks and their description, joined by a newline, accents removed';
COMMENT ON COLUMN rappel_conso_table.recommandations_sante IS 'Health advice and what to do, joined by a newline, accents removed';
COMMENT ON COLUMN rappel_conso_table.informations_complementaires IS 'Further information and its public part, joined by a newline, accents removed';
COMMENT ON COLUMN rappel_conso_table.date_debut_commercialisation IS 'First day of sale as text, dd/mm/yyyy';
COMMENT ON COLUMN rappel_conso_table.date_fin_commercialisation IS 'Last day of sale as text, dd/mm/yyyy';
