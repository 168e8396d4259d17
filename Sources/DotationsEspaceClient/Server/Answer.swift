internal import DotationSheets
internal import DotationsApplication
internal import Spreadsheet

/// What is answered to a request.
enum Answer {
    /// A page; with so many seconds, to come back after them.
    case page(Page, status: Int = 200, retryAfter: Int? = nil)
    /// Another page of these, to be fetched (303): what a form that was carried out leads to.
    case seeOther(String)
    /// A plan that a process of its own has to make, or to carry out where it is approved, of a file that the password opens; then the answer to what
    /// came of it.
    case work(KeptPreview, PlannerRequest.Approval? = nil, password: String? = nil, then: @Sendable (PlannerReply) throws -> Answer)
    /// An e-mail's message, for a frame that may do nothing.
    case message(html: String)
    /// An answer to somebody who has signed in with this very request.
    indirect case to(Visit, Answer)
    /// A file to be kept, which is read or made once its reader may have one.
    case file(@Sendable () throws -> File)

    /// A file that a browser keeps.
    struct File: Sendable {
        let name: String
        let bytes: [UInt8]

        /// What it is; all of them are workbooks.
        var type: String {
            name.hasSuffix(".xlsm")
                ? "application/vnd.ms-excel.sheet.macroEnabled.12" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }

    /// A page that tells a fault of what was typed; who has tried too often is told so by the status as well (RFC 6585, 4).
    static func page(_ page: Page, telling fault: any Error) -> Answer {
        guard case AccessError.tooEarly(let seconds) = fault else { return .page(page, status: 422) }
        return .page(page, status: 429, retryAfter: seconds)
    }

    /// A workbook to be kept.
    static func workbook(_ document: some WorkbookDocument, named name: String) throws(SpreadsheetError) -> Answer {
        var workbook = WorkbookWriter()
        try document.write(to: &workbook)
        let file = File(name: name, bytes: try workbook.finish())
        return .file { file }
    }
}

/// A page: its title, and what writes what stands under it.
struct Page {
    /// What it is, in its heading and its title.
    let title: String
    /// Whether it tells of a fault in what was typed, so that its title begins with « Erreur ».
    var hasFault = false
    /// The part of the menu that it is in.
    var section: Section?
    let write: (inout HTML) -> Void

    init(_ title: String, in section: Section? = nil, hasFault: Bool = false, write: @escaping (inout HTML) -> Void) {
        self.title = title
        self.section = section
        self.hasFault = hasFault
        self.write = write
    }
}
