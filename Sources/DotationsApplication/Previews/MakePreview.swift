internal import DotationAccounts
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

    /// Removes a preview with all that it keeps.
    public func abandon(_ preview: KeptPreview, of person: SignedIn) throws(StoreError) {
        try person.store.removePreview(preview.preview.id, of: person.user.id)
    }

    /// Makes the plan of a preview, as the store is now.
    public func plan(_ preview: KeptPreview, of person: SignedIn) throws -> PreviewOutcome {
        guard let kept = try preview.request(), preview.preview.applied == nil else { return .gone }
        return try application(of: person).previewed(kept, preview).plan(preview)
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
        if preview.preview.applied != nil { return .applied(operation: preview.preview.operation?.rawValue) }
        guard let kept = try preview.request() else { return .gone }
        let approval = Approval(fingerprint, typedCount: typedCount, request: RequestID(of: ["preview", "\(preview.preview.id)"]))
        do {
            return try application(of: person).previewed(kept, preview).apply(preview, approval)
        } catch let error as ApprovalError {
            return .refused(message: error.frenchMessage)
        }
    }
}

extension Application {
    /// The use case that was asked for, with the file that was kept.
    fileprivate func previewed(_ kept: KeptRequest, _ preview: KeptPreview) throws -> PreviewedPlan {
        func file() throws -> (sheets: SheetFile, source: ImportedFile) {
            guard let bytes = try preview.file() else { throw NoSuchPreviewFile() }
            let name = kept.fileName ?? ""
            return (try SheetFile(bytes: bytes, name: name, limits: .strict), ImportedFile(name: name, content: Hash256(of: bytes)))
        }
        let name = VisibleText.of(kept.fileName ?? "", limit: 100)
        switch kept.request {
        case .importSheet(let order, let corrections):
            let file = try file()
            var settings = try importSettings
            // In a stranger's file a letter that only looks like another is refused, not folded.
            settings.foldsFullWidth = false
            let useCase = try importSheet(
                file.sheets, file: file.source, order: order.flatMap { OrderNumber($0) }, settings: settings,
                corrections: corrections.mapValues(\.byColumn))
            return PreviewedPlan(useCase) { report, isApplied in
                var content = try rowContent(useCase, report, of: name, isApplied)
                if !isApplied { content.given = try contacts(ofRefusedRows: report, file.sheets, corrections) }
                return content
            } operation: {
                $0
            }
        case .undo(let number):
            guard let id = Operation.ID(rawValue: number) else { throw NoSuchPreviewFile() }
            let useCase = undo(id)
            return PreviewedPlan(useCase) { report, _ in
                PreviewContent(
                    presentation: report.presentation(of: "Annulation de l’import \(id)"), refused: report.refused,
                    warnings: report.warnings)
            } operation: {
                $0
            }
        case .importStatuses(let order):
            let file = try file()
            let useCase = try importStatuses(file.sheets, file: file.source, order: order.flatMap { OrderNumber($0) })
            return PreviewedPlan(useCase) {
                try rowContent(useCase, $0, of: name, $1)
            } operation: {
                $0
            }
        case .registerSales:
            let file = try file()
            let useCase = try registerSales(file.sheets, file: file.source)
            return PreviewedPlan(useCase) {
                try rowContent(useCase, $0, of: name, $1)
            } operation: {
                $0
            }
        case .loadEvents:
            let file = try file()
            return PreviewedPlan(try loadEvents(file.sheets, file: file.source)) { report, _ in
                PreviewContent(presentation: report.presentation(of: name))
            } operation: {
                $0
            }
        case .createOrder(let number, let date, let isPaid):
            let file = try file()
            guard let number = OrderNumber(number), let date = CalendarDate(date) else { throw NoSuchPreviewFile() }
            let useCase = try createOrder(
                Order(number: number, date: date, isPaid: isPaid), from: file.sheets, file: file.source)
            return PreviewedPlan(useCase) { report, _ in
                try PreviewContent(presentation: report.presentation(of: name), refused: report.refused, warnings: report.warnings)
            } operation: { _ in
                nil
            }
        case .reconcile(let events):
            let file = try file()
            return PreviewedPlan { PreviewContent(presentation: try reconcile(file.sheets, events: events).presentation(of: name)) }
        }
    }

    private func rowContent<Plan: PresentedPlan>(
        _ useCase: UseCase<Plan, Operation>, _ plan: Plan, of source: String, _ isApplied: Bool
    ) throws -> PreviewContent {
        var content = PreviewContent(presentation: plan.presentation(of: source), refused: plan.refused, warnings: plan.warnings)
        if !plan.refused.isEmpty, role?.allows(.export) ?? true {
            content.refusedWorkbook = try useCase.refusedRows(of: plan, isDryRun: !isApplied)?.bytes()
        }
        return content
    }

    /// What the refused rows say that can be typed anew: their contacts.
    private func contacts(
        ofRefusedRows report: ImportReport, _ file: SheetFile, _ corrections: [Int: TypedContact]
    ) throws -> [Int: TypedContact] {
        let rows = report.refused.filter { $0.reasons.contains { Self.concernsContact($0.code) } }.compactMap(\.row)
        var contacts = try EditedSheet(file).contacts(ofRows: Set(rows)).mapValues { TypedContact(email: $0.email, mobile: $0.mobile) }
        for (row, typed) in corrections where contacts[row] != nil {
            if let email = typed.email { contacts[row]?.email = email }
            if let mobile = typed.mobile { contacts[row]?.mobile = mobile }
        }
        return contacts
    }

    private static func concernsContact(_ code: String) -> Bool {
        ["email.", "phone.", "cell."].contains { code.hasPrefix($0) } || ["row.conflict", "row.outdated"].contains(code)
    }
}

/// What was asked for needs a file, or an operation, that is not kept.
struct NoSuchPreviewFile: Error {}
