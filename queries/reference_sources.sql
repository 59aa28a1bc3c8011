-- Where do the facts of the reference tables come from?
-- One row per reference table.
select
    table_name,
    source,
    licence,
    retrieved_on
from reference_source
order by table_name
