internal import DotationSales
internal import Dotations
internal import DotationsApplication

/// The boxes by which events are chosen, of those that there are: each has its number.
enum EventBoxes {
    static func write(_ title: String, _ events: [SaleEvent], to html: inout HTML, isTicked: (Int) -> Bool) {
        Form.group(title, to: &html) { html in
            for (index, event) in events.enumerated() {
                Form.check("e\(index + 1)", VisibleText.of(event.name), isTicked(index + 1), to: &html)
            }
        }
    }

    /// The numbers that are ticked in a form.
    static func ticked(_ form: Fields, among events: [SaleEvent]) -> [Int] {
        events.indices.map { $0 + 1 }.filter { form["e\($0)"] != nil }
    }
}
