-- Primary key order; all carriers.
select carrier_id, name, host, port, system_id, sealed_password, system_type, rate_per_second, rate_version, profile
from carrier order by carrier_id;
