-- From which status to which did the activities go between two occasions?
-- One row per pair of consecutive occasions, status before and status after.
-- $document_id (text): the document

-- Those that kept their status are a row too.
select
    previous.occasion_number as previous_occasion_number,
    previous.label as previous_label,
    previous.status_code as previous_status_code,
    previous.status as previous_status,
    previous.status_sort_order as previous_status_sort_order,
    previous.family_code as previous_family_code,
    previous.family as previous_family,
    reported.occasion_number,
    reported.label,
    reported.status_code,
    reported.status,
    reported.status_sort_order,
    reported.family_code,
    reported.family,
    reported.status_code <> previous.status_code as is_changed,
    count(*) as activity_count
from activity_occasion as reported
inner join activity_occasion as previous
    on
        reported.activity_id = previous.activity_id
        and reported.occasion_number = previous.occasion_number + 1
where reported.document_id = $document_id
group by
    previous.occasion_number,
    previous.label,
    previous.status_code,
    previous.status,
    previous.status_sort_order,
    previous.family_code,
    previous.family,
    reported.occasion_number,
    reported.label,
    reported.status_code,
    reported.status,
    reported.status_sort_order,
    reported.family_code,
    reported.family
order by reported.occasion_number, previous.status_sort_order, reported.status_sort_order
