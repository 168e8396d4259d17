internal import DotationStore
internal import Dotations
internal import Foundation

/// What a preview keeps of a plan.
struct PreviewContent {
    var presentation: PlanPresentation
    var refused: [RefusedRowDocument] = []
    var warnings: [WarningDocument] = []
    /// The cells of rows that can be typed anew.
    var cells: [Int: PreviewCells] = [:]
    /// What was typed, from the top of the sheet.
    var corrections: [PreviewCorrection] = []
    /// Who it is that rows are about, as far as the store knows them.
    var people: [RowID: String] = [:]

    /// What a row is about, in words.
    func subject(_ id: RowID?) -> String? { id.map { [$0.french, people[$0]].compactMap(\.self).joined(separator: ", ") } }
}

/// A use case whose plan is looked at in a page: the plan is kept, and carried out once it is approved.
struct PreviewedPlan {
    let plan: (KeptPreview) throws -> PreviewOutcome
    let apply: (KeptPreview, Approval) throws -> PreviewOutcome

    /// What `useCase` plans and carries out: `content` is what is kept of a plan, `refusedRows` makes a workbook of the rows that it refuses, and
    /// `operation` is what carried it out.
    init<Plan, Result>(
        _ useCase: UseCase<Plan, Result>, content: @escaping (Plan) throws -> PreviewContent,
        refusedRows: @escaping (Plan, _ isDryRun: Bool) throws -> RefusedWorkbook? = { _, _ in nil },
        operation: @escaping (Result) -> DotationStore.Operation?
    ) {
        func keep(_ proposal: Proposal<Plan>, _ preview: KeptPreview, news: String? = nil) throws {
            let plan = proposal.plan
            let content = try content(plan)
            let summary = PreviewSummary(
                content, confirmations: plan.confirmations.map(\.message), countName: plan.countName, isEmpty: plan.isEmpty,
                fingerprint: proposal.fingerprint.description, origin: try preview.request()?.origin ?? "/", news: news)
            try preview.keep(
                content, summary, refusedWorkbook: refusedRows(plan, true), digest: PlanDigest(proposal.description).bytes)
        }
        plan = { preview in
            try keep(useCase.propose(), preview)
            return .planned
        }
        apply = { preview, approval in
            switch try useCase.apply(approval) {
            case .done(let plan, let result):
                // From here on it is told as done, whatever becomes of the rows that were refused.
                do { try preview.note(result.flatMap(operation)?.id, at: useCase.application.now) } catch { throw AppliedUnnoted() }
                // What is refused of a plan that was carried out is an export of its own. Where it fails, that of the plan stays.
                try? preview.finish(refusedWorkbook: try? refusedRows(plan, false))
                return .applied
            case .repeated(let done):
                try preview.note(done.id, at: useCase.application.now)
                try? preview.finish(refusedWorkbook: nil)
                return .applied
            case .changed(let proposal, _):
                let news = try preview.bytes(.digest).flatMap(PlanDigest.init).map {
                    PlanDifference(from: $0, to: PlanDigest(proposal.description)).news { id in
                        try? useCase.application.people([id])[id]
                    }
                }
                try keep(proposal, preview, news: news)
                return .changed
            }
        }
    }

    /// What is carried out as an operation.
    init<Plan>(
        _ useCase: UseCase<Plan, DotationStore.Operation>, content: @escaping (Plan) throws -> PreviewContent,
        refusedRows: @escaping (Plan, _ isDryRun: Bool) throws -> RefusedWorkbook? = { _, _ in nil }
    ) {
        self.init(useCase, content: content, refusedRows: refusedRows) { $0 }
    }

    /// What is only looked at.
    init(content: @escaping () throws -> PreviewContent) {
        plan = { preview in
            let content = try content()
            let summary = PreviewSummary(
                content, confirmations: [], countName: "", isEmpty: true, fingerprint: nil, origin: try preview.request()?.origin ?? "/",
                news: nil)
            try preview.keep(content, summary, refusedWorkbook: nil, digest: [])
            return .planned
        }
        apply = { _, _ in .gone }
    }
}

/// A plan was carried out, and its preview could not be told. It has no words of its own: nobody may take it for a plan that was not carried out.
private struct AppliedUnnoted: Error {}

extension KeptPreview {
    /// Keeps a plan in the place of the one before.
    fileprivate func keep(_ content: PreviewContent, _ summary: PreviewSummary, refusedWorkbook: RefusedWorkbook?, digest: [UInt8]) throws {
        try store.removeParts(of: preview.id, except: ["file", "request"])
        var pages = PreviewWriter(self)
        try pages.add(content)
        try pages.add(workbook: refusedWorkbook)
        try pages.finish(summary, digest: digest)
    }
}

extension PreviewSummary {
    fileprivate init(
        _ content: PreviewContent, confirmations: [String], countName: String, isEmpty: Bool, fingerprint: String?, origin: String,
        news: String?
    ) {
        let words = content.presentation
        self.init(
            opening: words.opening, confirmations: confirmations,
            tables: words.tables.map { Table(name: $0.name, title: $0.title, columns: $0.columns, count: $0.count) },
            refusedCount: content.refused.count, warningCount: content.warnings.count, closing: words.closing, balance: words.balance,
            countName: countName, isEmpty: isEmpty, fingerprint: fingerprint, origin: origin,
            traits: Traits(hasMistakes: words.hasMistakes, sendsMail: words.sendsMail, correctionCount: content.corrections.count),
            news: news)
    }
}

/// Writes the pages of a plan, some at a time, so that nobody who writes to the store waits long.
private struct PreviewWriter {
    private let preview: KeptPreview
    private let encoder = JSONEncoder()
    private var waiting: [(Preview.Part, Data)] = []
    private var size = 0

    init(_ preview: KeptPreview) { self.preview = preview }

    mutating func add(_ content: PreviewContent) throws {
        let size = KeptPreview.pageSize
        for table in content.presentation.tables {
            for page in 0..<pages(of: table.count) {
                try add(.init("table-" + table.name, page), table.rows(page * size..<(page + 1) * size))
            }
        }
        for page in 0..<pages(of: content.refused.count) {
            let rows = content.refused.dropFirst(page * size).prefix(size).map { PreviewRefusal($0, in: content) }
            try add(.init("refused", page), rows)
        }
        for page in 0..<pages(of: content.corrections.count) {
            try add(.init("corrections", page), Array(content.corrections.dropFirst(page * size).prefix(size)))
        }
        for page in 0..<pages(of: content.warnings.count) {
            try add(.init("warnings", page), content.warnings.dropFirst(page * size).prefix(size).map { PreviewWarning($0, in: content) })
        }
    }

    mutating func add(workbook: RefusedWorkbook?) throws {
        guard let workbook else { return }
        for (number, start) in stride(from: 0, to: workbook.bytes.count, by: KeptPreview.pieceSize).enumerated() {
            try add(bytes: .init(workbook.pieces, number), Data(workbook.bytes[start...].prefix(KeptPreview.pieceSize)))
        }
    }

    /// The summary comes last: without it there is no plan.
    mutating func finish(_ summary: PreviewSummary, digest: [UInt8]) throws {
        try add(bytes: .digest, Data(digest))
        try add(.summary, summary)
        try write()
    }

    private func pages(of count: Int) -> Int { (count + KeptPreview.pageSize - 1) / KeptPreview.pageSize }

    private mutating func add(_ part: Preview.Part, _ value: some Encodable) throws { try add(bytes: part, encoder.encode(value)) }

    private mutating func add(bytes part: Preview.Part, _ bytes: Data) throws {
        waiting.append((part, bytes))
        size += bytes.count
        if size > 1 << 20 { try write() }
    }

    mutating func write() throws {
        guard !waiting.isEmpty else { return }
        try preview.keep(waiting)
        (waiting, size) = ([], 0)
    }
}

extension KeptPreview {
    /// Notes that the plan was carried out.
    fileprivate func note(_ operation: DotationStore.Operation.ID?, at date: Date) throws {
        try store.noteApplied(preview.id, as: operation, at: date)
    }

    /// Keeps nothing of a plan that was carried out but its summary and the rows that were refused.
    fileprivate func finish(refusedWorkbook: RefusedWorkbook?) throws {
        try store.removeParts(of: preview.id, except: ["summary"] + (refusedWorkbook == nil ? RefusedWorkbook.allPieces : []))
        var pages = PreviewWriter(self)
        try pages.add(workbook: refusedWorkbook)
        try pages.write()
    }
}

extension PreviewRefusal {
    fileprivate init(_ refused: RefusedRowDocument, in content: PreviewContent) {
        self.init(
            row: refused.row, subject: content.subject(refused.id), reasons: refused.reasons.map(Reason.init),
            cells: refused.row.flatMap { content.cells[$0] })
    }
}

extension PreviewRefusal.Reason {
    fileprivate init(_ reason: ReasonDocument) {
        // In a page one of the two values is chosen beside it.
        let advice =
            [Dotations.Reason.Code.conflict, .outdated].contains { $0.rawValue == reason.code }
            ? "Choisissez la valeur à garder : celle d’aujourd’hui, ou la vôtre." : reason.advice
        self.init(cell: reason.cell, message: reason.message, advice: advice)
    }
}

extension PreviewWarning {
    fileprivate init(_ warning: WarningDocument, in content: PreviewContent) {
        self.init(
            row: warning.row, subject: content.subject(warning.id), cell: warning.cell, message: warning.message,
            suggestion: warning.suggestion)
    }
}
