/// A table with a caption and titles; it scrolls by itself where it is wider than the page.
enum Table {
    static func write<Row>(
        _ caption: String, _ titles: [String], to html: inout HTML, rows: some Sequence<Row>, _ write: (Row, inout HTML) -> Void
    ) {
        html.element("div", .class("table"), .role("region"), .aria(label: caption), .tabindex(0)) { html in
            html.element("table") { html in
                html.element("caption", text: caption)
                html.element("thead") { html in
                    html.element("tr") { html in for title in titles { html.element("th", .scope("col"), text: title) } }
                }
                html.element("tbody") { html in
                    for row in rows { html.element("tr") { write(row, &$0) } }
                }
            }
        }
    }
}
