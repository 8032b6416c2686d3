-- All carriers' passwords. Table carrier, whole.
select carrier_id, name, sealed_password from carrier order by carrier_id;
