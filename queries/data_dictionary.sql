-- What does each table and column of the database mean?
-- One row per table and column.
select
    column_list.table_name,
    table_list.comment as table_comment,
    column_list.column_index as sort_order,
    column_list.column_name,
    lower(column_list.data_type) as data_type,
    column_list.comment as column_comment
from duckdb_columns() as column_list
inner join duckdb_tables() as table_list
    on
        column_list.database_name = table_list.database_name
        and column_list.schema_name = table_list.schema_name
        and column_list.table_name = table_list.table_name
where
    column_list.schema_name = 'main'
    and column_list.database_name = current_database()
    and not column_list.internal
order by column_list.table_name, column_list.column_index
