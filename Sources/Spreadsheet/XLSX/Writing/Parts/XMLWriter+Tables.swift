struct NumberedTable {
    let table: Table
    let columns: [String]
    /// The number among the workbook's tables, from 1.
    let number: Int
}

extension XMLWriter {
    /// Writes a table's part (18.5.1.2).
    mutating func table(_ item: NumberedTable) {
        begin(
            "xl/tables/table\(item.number).xml", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml")
        raw("<table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"")
        attribute("id", item.number)
        attribute("name", item.table.name)
        attribute("displayName", item.table.name)
        attribute("ref", item.table.range.description)
        attribute("totalsRowShown", false, presumed: true)
        raw(">")
        if item.table.hasFilter { element("autoFilter", "ref", item.table.range.description) }
        list("tableColumns", Array(item.columns.enumerated())) { stream, column in
            stream.raw("<tableColumn")
            stream.attribute("id", column.offset + 1)
            stream.attribute("name", column.element)
            stream.raw("/>")
        }
        raw("<tableStyleInfo")
        if let style = item.table.styleName { attribute("name", style) }
        raw(" showFirstColumn=\"0\" showLastColumn=\"0\"")
        raw(item.table.hasRowStripes ? " showRowStripes=\"1\"" : " showRowStripes=\"0\"")
        raw(" showColumnStripes=\"0\"/></table>")
        end()
    }
}
