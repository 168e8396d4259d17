/// A table with its columns' names and its number.
struct NumberedTable {
    let table: Table
    /// The columns' names, from the header cells.
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
        if item.table.hasFilter {
            raw("<autoFilter")
            attribute("ref", item.table.range.description)
            raw("/>")
        }
        raw("<tableColumns")
        attribute("count", item.columns.count)
        raw(">")
        for (offset, name) in item.columns.enumerated() {
            raw("<tableColumn")
            attribute("id", offset + 1)
            attribute("name", name)
            raw("/>")
        }
        raw("</tableColumns><tableStyleInfo")
        if let style = item.table.styleName { attribute("name", style) }
        raw(" showFirstColumn=\"0\" showLastColumn=\"0\"")
        raw(item.table.hasRowStripes ? " showRowStripes=\"1\"" : " showRowStripes=\"0\"")
        raw(" showColumnStripes=\"0\"/></table>")
        end()
    }
}
