-- Which words do documents use for each status?
-- One row per status and word that is known for it, also statuses without a word; in the order of
--    statuses everywhere.
select
    status_family.family,
    status.status_code,
    status.status,
    status_word.status_word
from status
inner join status_family on status.family_code = status_family.family_code
left join status_word on status.status_code = status_word.status_code
order by
    status_family.sort_order asc,
    status.sort_order asc,
    status_word.status_word collate sv asc
