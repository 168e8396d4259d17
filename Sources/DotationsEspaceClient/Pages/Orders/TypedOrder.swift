internal import DotationSheets
internal import DotationStore
internal import Dotations
internal import DotationsApplication

/// An order as it is typed: its number, its date and whether it is paid.
struct TypedOrder {
    var number = "", date = ""
    var isPaid = false

    /// The form of an order that nobody has typed yet, whose date is this one.
    init(on date: CalendarDate) { self.date = date.description }

    /// A form that was sent.
    init(_ form: Fields) { (number, date, isPaid) = (form.text("numero") ?? "", form.text("date") ?? "", form["reglee"] != nil) }

    /// The order, or what is wrong with what was typed.
    func read() -> (order: Order?, faults: [FormFault]) {
        let number = OrderNumber(number.filter { !$0.isWhitespace })
        let date = CalendarDate(typed: date)
        if let number, let date { return (Order(number: number, date: date, isPaid: isPaid), []) }
        var faults: [FormFault] = []
        if number == nil { faults.append(FormFault("numero", "Écrivez les sept chiffres du n° de commande.")) }
        if date == nil { faults.append(FormFault("date", "Écrivez une date, par exemple 02/05/2025.")) }
        return (nil, faults)
    }

    func writeFields(_ faults: [FormFault], to html: inout HTML) {
        Form.field(
            "numero", "N° de commande", number, autocomplete: "off", inputmode: "numeric", isRequired: true,
            help: "Les sept chiffres que l’ANCV lui a donnés.", fault: faults["numero"], to: &html)
        Form.day("date", "Date de la commande", date, isRequired: true, fault: faults["date"], to: &html)
        Form.check("reglee", "La commande est déjà réglée", isPaid, to: &html)
    }

    /// The same in a form that only approves it.
    func writeHidden(to html: inout HTML) {
        Form.hidden(typed: "numero", number, to: &html)
        Form.hidden(typed: "date", date, to: &html)
        Form.hidden(typed: "reglee", isPaid ? "oui" : nil, to: &html)
    }
}
