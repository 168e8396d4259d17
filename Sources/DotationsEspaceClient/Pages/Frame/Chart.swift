/// A table of figures with a bar in each row, which shows how they compare; whoever does not see the bars has the figures.
enum Chart {
    /// A row: what it is about, where that leads, its figures, and how much of the bar is full.
    struct Row {
        let name: String
        let path: String
        let figures: [String]
        let part: Int
        /// What the bar is full at; nil where nothing limits it, and then there is none.
        let whole: Int?
    }

    static func write(_ caption: String, _ titles: [Table.Title], _ rows: [Row], to html: inout HTML) {
        guard !rows.isEmpty else { return }
        Table.write(caption, titles + ["Part"], to: &html, rows: rows) { row, html in
            html.element("th", .scope("row")) { html in
                html.element("a", .href(row.path), text: row.name)
            }
            for figure in row.figures { html.element("td", .class("number"), text: figure) }
            html.element("td") { html in
                guard let whole = row.whole else { return }
                let share = whole > 0 ? min(1, Double(max(0, row.part)) / Double(whole)) : 0
                // 100 % is shown only for the whole.
                let percent = share < 1 ? min(99, Int((share * 100).rounded())) : 100
                html.element("span", .class("share"), text: "\(percent) %")
                bar(share, &html)
            }
        }
    }

    private static func bar(_ share: Double, _ html: inout HTML) {
        html.element("svg", .class("bar"), .viewBox("0 0 1000 60"), .preserveAspectRatio("none"), .aria(hidden: true)) { html in
            html.element("rect", .class("whole"), .width(1000), .height(60)) { _ in }
            html.element("rect", .class("part"), .width(Int(share * 1000)), .height(60)) { _ in }
        }
    }
}
