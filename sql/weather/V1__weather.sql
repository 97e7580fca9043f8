-- Hourly weather of some places, as a weather service measured or foresaw it. The table is the schema: the load takes names, types and key from here.
CREATE TABLE weather (
    place         text,
    hour          timestamptz,
    temperature   numeric,
    feels_like    numeric,
    humidity      numeric,
    precipitation numeric,
    cloud_cover   numeric,
    wind_speed    numeric,
    wind_gusts    numeric,
    run_id        bigint,
    first_seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    withdrawn_at  timestamptz,
    PRIMARY KEY (place, hour)
);
COMMENT ON TABLE weather IS 'Hourly weather of the places in weather.places; the last hours may be forecasts, and are corrected by later runs';
COMMENT ON COLUMN weather.place IS 'The place''s name in weather.places';
COMMENT ON COLUMN weather.hour IS 'When the hour begins';
COMMENT ON COLUMN weather.temperature IS 'Temperature 2 m above the ground, in degrees Celsius';
COMMENT ON COLUMN weather.feels_like IS 'Apparent temperature, in degrees Celsius';
COMMENT ON COLUMN weather.humidity IS 'Relative humidity 2 m above the ground, in percent';
COMMENT ON COLUMN weather.precipitation IS 'Rain and snow of the hour before, in mm of water';
COMMENT ON COLUMN weather.cloud_cover IS 'How much of the sky is covered, in percent';
COMMENT ON COLUMN weather.wind_speed IS 'Wind 10 m above the ground, in km/h';
COMMENT ON COLUMN weather.wind_gusts IS 'Strongest gust of the hour before, 10 m above the ground, in km/h';
COMMENT ON COLUMN weather.run_id IS 'Run whose load last changed the row';
COMMENT ON COLUMN weather.first_seen_at IS 'When the row was first loaded';
COMMENT ON COLUMN weather.changed_at IS 'When the row last changed';
COMMENT ON COLUMN weather.withdrawn_at IS 'When a full run no longer found it at the source; null while it is there';
