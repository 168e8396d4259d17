/// A table with a caption and titles; it scrolls by itself where it is wider than the page.
enum Table {
    /// The title of a column; above numbers it stands where they do, on the right.
    struct Title: ExpressibleByStringLiteral {
        let text: String
        let isNumber: Bool

        init(_ text: String, isNumber: Bool = false) { (self.text, self.isNumber) = (text, isNumber) }
        init(stringLiteral text: String) { self.init(text) }
        static func number(_ text: String) -> Title { Title(text, isNumber: true) }
    }

    static func write<Row>(
        _ caption: String, _ titles: [Title], to html: inout HTML, rows: some Sequence<Row>, _ write: (Row, inout HTML) -> Void
    ) {
        html.element("div", .class("table"), .role("region"), .aria(label: caption), .tabindex(0)) { html in
            html.element("table") { html in
                html.element("caption", text: caption)
                html.element("thead") { html in
                    html.element("tr") { html in
                        for title in titles { html.element("th", .scope("col"), .class(title.isNumber ? "number" : nil), text: title.text) }
                    }
                }
                html.element("tbody") { html in
                    for row in rows { html.element("tr") { write(row, &$0) } }
                }
            }
        }
    }
}
