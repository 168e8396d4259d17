internal import DotationSheets
internal import DotationStore
internal import DotationsApplication

/// Why a form is shown again: what is wrong with it, or what is doubtful and can be confirmed.
struct FormReview {
    var faults: [FormFault] = []
    /// What is doubtful, by sentences.
    var doubts: [String] = []
    /// The plan that was doubted: who sends the same again confirms it.
    var doubted: Fingerprint?

    /// Whether there is nothing to tell: the form is shown for the first time.
    var isEmpty: Bool { faults.isEmpty && doubts.isEmpty }

    /// The status of the answer: what is wrong was not done (RFC 9110, 15.5.21).
    var status: Int { faults.isEmpty ? 200 : 422 }

    /// The title of the page, which is another where there is something to confirm.
    func title(_ title: String) -> String { doubted == nil ? title : "Vérifier avant d’enregistrer" }

    /// The words of the button that saves.
    func button(_ text: String) -> String { doubted == nil ? text : "Enregistrer quand même" }

    /// Tells it above the form.
    func write(to html: inout HTML) {
        Form.faults(faults, to: &html)
        guard !doubts.isEmpty else { return }
        html.element("ul", .class("told")) { html in for doubt in doubts { html.element("li", text: doubt) } }
    }

    /// The fields that make two clicks one request, and a second one a confirmation.
    func writeFields(_ visit: Visit, to html: inout HTML) {
        Form.hidden(.request, visit.form[.request] ?? RequestID.unique().description, to: &html)
        Form.hidden(.confirmation, doubted?.description, to: &html)
    }
}
