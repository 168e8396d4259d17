internal import Dotations
internal import DotationsApplication

/// « Début < > Fin », under a list that has several pages.
struct Pager {
    /// How many rows a page has.
    static let size = KeptPreview.pageSize

    /// The page that is asked for, from 1.
    let page: Int

    /// What an address or a form says.
    init(_ fields: Fields) { page = max(1, min(fields["page"].flatMap(Int.init) ?? 1, 1_000_000)) }

    /// How many rows are on the pages before.
    var offset: Int { (page - 1) * Self.size }

    /// How many rows there are, and which of them the page has.
    func extent(of total: Int, shown: Int, _ noun: String, to html: inout HTML) {
        html.element(
            "p", .role("status"),
            text: shown < 2 && shown == total || shown == 0
                ? "\(total.counted(noun))." : "\(total.counted(noun)), de \((offset + 1).grouped) à \((offset + shown).grouped).")
    }

    /// The links to the other pages.
    func write(of total: Int, to html: inout HTML, address: (Int) -> String) {
        let last = max(1, (total + Self.size - 1) / Self.size)
        guard last > 1 else { return }
        html.element("nav", .class("pages"), .aria(label: "Pages")) { html in
            for (text, label, page) in [
                ("Début", "Première page", 1), ("<", "Page précédente", self.page - 1), (">", "Page suivante", self.page + 1),
                ("Fin", "Dernière page", last),
            ] {
                if 1...last ~= page, page != self.page {
                    html.element("a", .href(address(page)), .aria(label: label), text: text)
                } else {
                    html.element("span", .class("off"), text: text)
                }
            }
            html.element("span", text: "page \(page.grouped) sur \(last.grouped)")
        }
    }
}
