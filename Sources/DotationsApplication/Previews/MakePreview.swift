internal import DotationAccounts
internal import DotationSales
internal import DotationSheets
public import DotationStore
internal import Dotations
internal import Spreadsheet

extension Installation {
    /// Begins a preview for somebody who has signed in; `secret` is what their browser alone has.
    public func newPreview(of person: SignedIn, secret: String) throws(StoreError) -> KeptPreview {
        var random = SystemRandomNumberGenerator()
        guard let id = Preview.ID(Token(using: &random).text) else { throw StoreError(.failed, "A token is no identifier.") }
        return KeptPreview(store: person.store, preview: try person.store.addPreview(id, of: person.user.id, at: now), secret: secret)
    }

    /// A preview of somebody who has signed in; nil where there is none, or its time is over.
    public func preview(_ id: Preview.ID, of person: SignedIn, secret: String) throws(StoreError) -> KeptPreview? {
        try person.store.preview(id, of: person.user.id, at: now).map { KeptPreview(store: person.store, preview: $0, secret: secret) }
    }

    /// The previews of somebody that wait to be carried out and that this browser can open, with what was asked for, the latest first.
    public func openPreviews(of person: SignedIn, secret: String) throws -> [(preview: KeptPreview, request: KeptRequest)] {
        try person.store.openPreviews(of: person.user.id, at: now).compactMap { preview in
            let kept = KeptPreview(store: person.store, preview: preview, secret: secret)
            return try kept.request().map { (kept, $0) }
        }
    }

    /// Removes a preview with all that it keeps.
    public func abandon(_ preview: KeptPreview, of person: SignedIn) throws(StoreError) {
        try person.store.removePreview(preview.preview.id, of: person.user.id)
    }

    /// Makes the plan of a preview, as the store is now; `password` is what somebody typed for its file.
    public func plan(_ preview: KeptPreview, of person: SignedIn, password: String? = nil) throws -> PreviewOutcome {
        guard preview.preview.applied == nil else { return .gone }
        do {
            guard let plan = try application(of: person).previewed(preview, password: password) else { return .gone }
            return try plan.plan(preview)
        } catch let error as SpreadsheetError where [.encrypted, .wrongPassword].contains(error.code) {
            return .passwordNeeded(message: error.document.message)
        }
    }

    /// Carries a preview out, if the plan is still the one that was looked at.
    ///
    /// - Parameters:
    ///   - preview: the preview.
    ///   - person: who approves it.
    ///   - fingerprint: of the plan that they saw.
    ///   - typedCount: the number that they typed.
    /// - Returns: what came of it.
    /// - Throws: what planning and carrying out throw.
    public func apply(_ preview: KeptPreview, of person: SignedIn, fingerprint: Fingerprint, typedCount: Int?) throws -> PreviewOutcome {
        if preview.preview.applied != nil { return .applied }
        guard let plan = try application(of: person).previewed(preview) else { return .gone }
        let approval = Approval(fingerprint, typedCount: typedCount, request: RequestID(of: ["preview", "\(preview.preview.id)"]))
        do {
            return try plan.apply(preview, approval)
        } catch let error as ApprovalError {
            return .refused(message: error.frenchMessage)
        }
    }
}

extension Application {
    /// The use case that was asked for; nil where what it needs is not kept, or not in this browser.
    fileprivate func previewed(_ preview: KeptPreview, password: String? = nil) throws -> PreviewedPlan? {
        guard var kept = try preview.request() else { return nil }
        if case .undo(let number) = kept.request {
            guard let id = Operation.ID(rawValue: number) else { return nil }
            return PreviewedPlan(undo(id)) { try content($0, of: "Annulation de l’import \(id)") }
        }
        guard let bytes = try preview.file() else { return nil }
        let name = kept.fileName ?? ""
        let sheets = try SheetFile(
            bytes: bytes, name: name, password: password ?? kept.password, csv: .init(allowsStrayQuotes: kept.allowsStrayQuotes ?? false),
            limits: .strict)
        if let password {
            kept.password = password
            try preview.keep(kept)
        }
        // What is refused of a file that was protected leaves as it came.
        let protection = kept.password
        let source = ImportedFile(name: name, content: Hash256(of: bytes))
        let shown = VisibleText.of(name, limit: 100)
        switch kept.request {
        case .importSheet(let order, let corrections):
            var settings = try importSettings
            // In a stranger's file a letter that only looks like another is refused, not folded.
            settings.foldsFullWidth = false
            let useCase = try importSheet(
                sheets, file: source, order: order.flatMap { OrderNumber($0) }, settings: settings,
                corrections: corrections.mapValues(\.byColumn))
            return rows(useCase, of: shown, protection) { try addCells(to: &$0, of: $1, sheets, corrections) }
        case .importStatuses: return rows(try importStatuses(sheets, file: source), of: shown, protection)
        case .registerSales: return rows(try registerSales(sheets, file: source), of: shown, protection)
        case .loadEvents:
            return PreviewedPlan(try loadEvents(sheets, file: source)) { PreviewContent(presentation: $0.presentation(of: shown)) }
        case .createOrder(let number, let date, let isPaid):
            guard let number = OrderNumber(number), let date = CalendarDate(date) else { return nil }
            let useCase = try createOrder(
                Order(number: number, date: date, isPaid: isPaid), from: sheets, file: source, asksAboutRepeats: true)
            return PreviewedPlan(useCase) { report in
                try PreviewContent(presentation: report.presentation(of: shown), refused: report.refused, warnings: report.warnings)
            } operation: { _ in
                nil
            }
        case .reconcile(let events):
            return PreviewedPlan {
                let payments = try reconcile(sheets, events: events)
                return PreviewContent(presentation: payments.presentation(of: shown), warnings: payments.warnings)
            }
        case .undo: return nil
        }
    }

    /// A plan of the rows of a sheet, whose refused rows come back as a workbook, with the password of the sheet's, to whoever may take data out.
    private func rows<Plan: PresentedPlan>(
        _ useCase: UseCase<Plan, Operation>, of source: String, _ password: String?,
        adding: @escaping (inout PreviewContent, Plan) throws -> Void = { _, _ in }
    ) -> PreviewedPlan {
        PreviewedPlan(useCase) { plan in
            var content = try content(plan, of: source)
            try adding(&content, plan)
            return content
        } refusedRows: { plan, isDryRun in
            guard !plan.refused.isEmpty, role?.allows(.export) ?? true else { return nil }
            let file = try useCase.refusedRows(of: plan, isDryRun: isDryRun)?.bytesBack(password: password)
            return file.map { RefusedWorkbook(bytes: $0.bytes, isMacroEnabled: $0.isMacroEnabled) }
        }
    }

    /// A plan of rows, which was made of what `source` names.
    private func content(_ plan: some PresentedPlan, of source: String) throws -> PreviewContent {
        PreviewContent(
            presentation: plan.presentation(of: source), refused: plan.refused, warnings: plan.warnings,
            people: try people(plan.refused.compactMap(\.id) + plan.warnings.compactMap(\.id)))
    }

    /// Adds the contact cells that can be typed anew, of refused rows and of those for which somebody has typed something.
    private func addCells(
        to content: inout PreviewContent, of report: ImportReport, _ file: SheetFile, _ corrections: [Int: RowCorrection]
    ) throws {
        var refused = Dictionary(report.plan.refused.map { ($0.row, $0) }, uniquingKeysWith: { first, _ in first })
        refused = refused.filter { corrections[$0.key] != nil || $0.value.reasons.contains { Self.concernsContact($0.code) } }
        for (row, found) in try EditedSheet(file).contacts(ofRows: Set(refused.keys).union(corrections.keys)) {
            let contact = refused[row]?.id.flatMap { report.dotations[$0] }?.contact
            let conflicts = refused[row]?.reasons.filter { Self.asksToChoose($0.code) }.compactMap(\.column) ?? []
            var cells = PreviewCells()
            for (column, inFile) in [(SheetColumn.email, found.email), (.mobile, found.mobile)] {
                guard let inFile else { continue }
                cells[column] = .init(
                    inFile: inFile, typed: corrections[row]?[column]?.text, stored: contact?.value(of: column),
                    isConflict: conflicts.contains(column))
            }
            content.cells[row] = cells
        }
        content.corrections = corrections.sorted { $0.key < $1.key }.compactMap { row, correction in
            content.cells[row].map { PreviewCorrection(row: row, subject: correction.subject, cells: $0) }
        }
    }

    private static func concernsContact(_ code: Reason.Code) -> Bool {
        asksToChoose(code) || ["email.", "phone.", "cell."].contains { code.rawValue.hasPrefix($0) }
    }

    private static func asksToChoose(_ code: Reason.Code) -> Bool { code == .conflict || code == .outdated }
}
