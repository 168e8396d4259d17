import Spreadsheet
import TestSupport

@testable import DotationSheets
@testable import Dotations

/// An edited sheet against a small store: whatever the sheet says, what must hold of every plan holds.
///
/// The first byte of an input says how to plan, the second what the rest is: a CSV, rows below a known header, a worksheet's XML, or edits of
/// known rows.
enum ImporterTarget: FuzzTarget {
    static let name = "importer"
    static let isXML = true
    static let words =
        ImporterStore.dotations.flatMap { ["\($0.id)", $0.contact.email, $0.contact.mobile, $0.lastName] }
        + SheetColumn.allCases.map(\.title) + [
            ";", "\n", "oui", "x", "=1+1", "nouveau@yopmail.com", "0612345678", "1E5", "1.184351E7", "#N/A", "activé",
            "<c r=\"E2\" t=\"inlineStr\"><is><t>",
            "</t></is></c>", "<row r=\"2\">", "</row>", "<f>1</f>", "\"",
        ]

    static func seeds() throws -> [[UInt8]] {
        let rows = ImporterStore.dotations.map(ImporterStore.line)
        let csv = ([ImporterStore.header] + rows).joined(separator: "\n")
        let edited = csv.replacing("rec3@yopmail.com", with: "nouveau@yopmail.com").replacing(
            "0665915236", with: "06 12 34 56 78", maxReplacements: 2)
        let cells = ([ImporterStore.header] + rows).prefix(4).enumerated().map { number, line in
            "<row r=\"\(number + 1)\">"
                + line.split(separator: ";", omittingEmptySubsequences: false).map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
                .joined() + "</row>"
        }.joined()
        var generator = SeededGenerator(seed: 3)
        let scripts = (0..<30).map { _ in (0..<60).map { _ in UInt8(generator.number(0...255)) } }
        return [
            [0, 0] + Array(csv.utf8), [1, 0] + Array(edited.utf8), [2, 1] + Array(rows.joined(separator: "\n").utf8),
            [3, 2] + Array(cells.utf8),
        ]
            + scripts.enumerated().map { [UInt8($0), 3] + $1 }
    }

    static func run(_ input: [UInt8]) {
        var choices = InputBytes(input)
        let shape = choices.byte()
        let bytes: [UInt8]
        switch choices.byte() & 3 {
        case 0: bytes = Array(choices.rest)
        case 1: bytes = Array((ImporterStore.header + "\n").utf8) + choices.rest
        case 2:
            bytes =
                WorkbookFile(
                    sheet: Array(WorkbookFile.worksheet("").dropLast(24).utf8) + choices.rest + Array("</sheetData></worksheet>".utf8)
                ).bytes
        default: bytes = Array(ImporterStore.edited(&choices).utf8)
        }
        let order = ImporterStore.order(isPaid: shape & 0x40 == 0)
        let base = shape & 1 == 0 ? nil : ImporterStore.base
        var settings = ImportSettings(
            policy: shape & 2 == 0 ? .notActivated : ModificationPolicy.allCases[1], resendsUnchanged: shape & 4 != 0,
            allowsSharedEmail: shape & 8 != 0,
            foldsFullWidth: shape & 16 == 0, maximumRefusedRows: shape & 32 == 0 ? 10_000 : 3)
        guard let sheet = try? EditedSheet(SheetFile(bytes: bytes, name: "commande.csv")),
            let plan = try? sheet.planner(for: order, dotations: ImporterStore.dotations, base: base, settings: settings).plan()
        else { return }
        ImporterChecks(order: order, settings: settings).check(plan)
        settings.metResends = Set(ImporterStore.dotations.map(\.id))
        let after = ImporterStore.applied(plan)
        guard let again = try? sheet.planner(for: order, dotations: after, base: base, settings: settings).plan() else {
            return require(false, "a sheet that was imported is refused the second time")
        }
        require(
            again.changes.isEmpty && again.resends.isEmpty,
            "a sheet changes something the second time:\n\(again.changes) \(again.resends)\nafter \(plan)\nof \(String(decoding: bytes, as: UTF8.self))"
        )
        require(again.rowCount == plan.rowCount, "a sheet has another number of rows the second time")
    }
}

/// What holds of every plan.
struct ImporterChecks {
    let order: Order
    let settings: ImportSettings

    func check(_ plan: ImportPlan) {
        let dotations = Dictionary(uniqueKeysWithValues: ImporterStore.dotations.map { ($0.id, $0) })
        require(
            plan.rowCount == plan.changes.count + plan.resends.count + plan.refused.count + plan.unchangedCount,
            "the counts do not add up: \(plan)")
        require(plan.unchangedCount >= 0 && plan.hiddenRowCount <= plan.rowCount, "a count that cannot be")
        require(plan.jobCount == plan.changes.count + plan.resends.count, "not one e-mail for each change and resend")
        let acting = plan.changes.map(\.id) + plan.resends.map(\.id)
        require(Set(acting).count == acting.count, "a dotation that is changed or sent twice")
        let rows = plan.changes.map(\.row) + plan.resends.map(\.row) + plan.refused.map(\.row)
        require(Set(rows).count == rows.count, "a row that is in two lists")
        require(plan.refused.allSatisfy { !$0.reasons.isEmpty }, "a refused row without a reason")
        require(Set(plan.refused.compactMap(\.id)).isDisjoint(with: acting), "a dotation of a refused row changes")
        for change in plan.changes {
            guard let stored = dotations[change.id] else { return require(false, "a change of a dotation that is not there") }
            require(order.isPaid && settings.policy.allowsChange(of: stored.status), "a dotation changes that may not")
            require(stored.status.kind != .activated, "an activated dotation changes")
            require(change.old == stored.contact && change.revision == stored.revision, "a change from what is not stored")
            require(!change.columns.isEmpty, "a change that changes nothing")
            if change.columns.contains(.email) {
                require(!stored.isAccountCreated, "an address changes though the account was created")
                require((try? EmailAddress.parse(change.new.email))?.text == change.new.email, "an address that is none")
                require(change.job == .accountCreation, "a changed address without its e-mail")
            }
            if change.columns.contains(.mobile) {
                require((try? MobileNumber.parse(change.new.mobile))?.text == change.new.mobile, "a number that is none")
            }
        }
        for resend in plan.resends {
            let stored = dotations[resend.id]
            require(
                order.isPaid && stored?.status.isNotActivated == true && stored?.isAccountCreated == false,
                "an e-mail that may not be sent again")
            require(resend.email == stored?.contact.email, "an e-mail to another address than the one on file")
        }
        if !settings.allowsSharedEmail { checkNoSharedEmail(plan) }
    }

    private func checkNoSharedEmail(_ plan: ImportPlan) {
        let after = ImporterStore.applied(plan)
        let changed = Set(plan.changes.filter { $0.columns.contains(.email) }.map(\.id))
        for one in after where changed.contains(one.id) {
            let login = one.contact.email.lowercased()
            let other = after.first { $0.contact.email.lowercased() == login && !$0.isSamePerson(as: one) }
            require(other == nil, "two people would have one address")
        }
    }
}
