-- Which statuses are there, and which family is each of?
-- One row per status of the common vocabulary, from most to least advanced.
select
    status.status_code,
    status.status,
    status.family_code,
    status_family.family
from status
inner join status_family on status.family_code = status_family.family_code
order by status_family.sort_order, status.sort_order
