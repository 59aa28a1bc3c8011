-- How large are the budgets, and how do they change from year to year?
-- One row per document, unit, line and year.
-- $document_id (text, optional): the document; left out means every document

-- is_sum_right says whether cost less revenue is the net cost; empty on the other lines and where
-- a part is missing.
with net_cost_parts as (
    select
        document_id,
        unit,
        year,
        max(amount_tkr) filter (where line = 'cost')
        - max(amount_tkr) filter (where line = 'revenue') as expected_tkr
    from budget_line
    group by document_id, unit, year
)

select
    budget_line.document_id,
    document.municipality_code,
    municipality.municipality,
    budget_line.unit,
    budget_line.line,
    budget_line.line_text,
    budget_line.year,
    budget_line.amount_tkr,
    previous_line.amount_tkr as previous_amount_tkr,
    budget_line.amount_tkr - previous_line.amount_tkr as change_tkr,
    (budget_line.amount_tkr - previous_line.amount_tkr)
    / nullif(previous_line.amount_tkr, 0) as change_share,
    case
        when budget_line.line = 'net_cost'
            then abs(budget_line.amount_tkr - net_cost_parts.expected_tkr) < 0.001
    end as is_sum_right,
    budget_line.sort_order,
    budget_line.place_section,
    budget_line.place_page,
    budget_line.place_row
from budget_line
inner join document on budget_line.document_id = document.document_id
inner join municipality on document.municipality_code = municipality.municipality_code
inner join net_cost_parts
    on
        budget_line.document_id = net_cost_parts.document_id
        and budget_line.unit = net_cost_parts.unit
        and budget_line.year = net_cost_parts.year
left join budget_line as previous_line
    on
        budget_line.document_id = previous_line.document_id
        and budget_line.unit = previous_line.unit
        and budget_line.line = previous_line.line
        and budget_line.year = previous_line.year + 1
where $document_id::text is null or budget_line.document_id = $document_id
order by
    municipality.municipality collate sv,
    budget_line.document_id,
    budget_line.sort_order,
    budget_line.unit,
    budget_line.line,
    budget_line.year
