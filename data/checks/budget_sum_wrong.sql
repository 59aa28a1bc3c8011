-- Which budgets do not add up: cost less revenue is not the net cost?
-- One row per unit and year whose net cost is not its cost less its revenue.
-- Severity: contradiction

-- In thousands of kronor. A unit without cost or revenue cannot be summed.
with expected as (
    select
        document_id,
        unit,
        year,
        max(amount_tkr) filter (where line = 'cost')
        - max(amount_tkr) filter (where line = 'revenue') as net_cost_tkr
    from budget_line
    group by document_id, unit, year
)

select
    budget_line.document_id,
    null::text as activity_id,
    null::text as goal_id,
    budget_line.unit || ' ' || budget_line.year::text as subject_text,
    case
        when budget_line.amount_tkr = round(budget_line.amount_tkr)
            then budget_line.amount_tkr::bigint::text
        else round(budget_line.amount_tkr, 3)::text
    end as found_text,
    case
        when expected.net_cost_tkr = round(expected.net_cost_tkr)
            then expected.net_cost_tkr::bigint::text
        else round(expected.net_cost_tkr, 3)::text
    end as expected_text,
    budget_line.place_section,
    budget_line.place_page,
    budget_line.place_row
from budget_line
inner join expected
    on
        budget_line.document_id = expected.document_id
        and budget_line.unit = expected.unit
        and budget_line.year = expected.year
where
    budget_line.line = 'net_cost'
    and abs(budget_line.amount_tkr - expected.net_cost_tkr) >= 0.001
order by budget_line.document_id, budget_line.sort_order, budget_line.unit, budget_line.year
