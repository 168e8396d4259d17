import TestSupport
import Testing

@testable import Dotations

/// What holds for every order, every set of edits and every order of events. Each seed is another world, the same on every run.
@Suite struct PropertyTests {
    /// Names as people have them, and as nobody has.
    private static let letters = Array("aZéÉœßŁ'- .0179=+@\t\"«\u{301}\u{A0}\u{200B}\u{202E}山한🎉ﬁ?;,eE".unicodeScalars)

    private static func name(_ random: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...9, using: &random) { scalars.append(letters.randomElement(using: &random) ?? "a") }
        return String(scalars)
    }

    private static func dotations(_ count: Int, _ random: inout SeededGenerator) -> [Dotation] {
        let statuses: [DotationStatus] = [.integration, .production, .awaitingActivation, .emailError]
        return (0..<count).shuffled(using: &random).enumerated().map { index, offset in
            let email = Int.random(in: 0..<8, using: &random) == 0 ? name(&random) : "p\(index)@example.fr"
            let mobile = Int.random(in: 0..<8, using: &random) == 0 ? name(&random) : "06" + String(10_000_000 + index * 37)
            return Dotation(
                id: Sample.id(20_000_000 + UInt32(offset)), order: Sample.number("2800886"),
                matricule: Bool.random(using: &random) ? "M\(index)" : "00\(index)", lastName: name(&random), firstName: name(&random),
                contact: Contact(email: email, mobile: mobile), amount: Euros(cents: Int.random(in: 0...300_000, using: &random)),
                status: statuses.randomElement(using: &random) ?? .production, revision: index)
        }
    }

    /// A value as a spreadsheet may hand it back though nobody touched it.
    private static func mangled(_ row: EditedRow, _ dotation: Dotation, _ random: inout SeededGenerator) -> EditedRow {
        var row = row
        row[.identifier] = Bool.random(using: &random) ? .number(Double(dotation.id.rawValue)) : .text(" \(dotation.id)")
        row[.amount] = Bool.random(using: &random) ? .text(dotation.amount.description) : .text(dotation.amount.sheetText)
        row[.status] = .text(dotation.status.label.uppercased() + " ")
        if dotation.matricule.hasPrefix("00"), let number = Double(dotation.matricule) { row[.matricule] = .number(number) }
        if dotation.contact.mobile.hasPrefix("06"), dotation.contact.mobile.utf8.count == 10, let number = Double(dotation.contact.mobile) {
            row[.mobile] = .number(number)
        }
        return row
    }

    @Test(arguments: 0..<40)
    func anUneditedSheetIsNoChange(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var scene = Scene()
        scene.dotations = Self.dotations(60, &random)
        if Bool.random(using: &random) { scene.base = Scene.base(scene.dotations) }
        scene.rows = Sample.rows(scene.dotations)
        scene.rows = scene.rows.indices.map {
            Bool.random(using: &random) ? scene.rows[$0] : Self.mangled(scene.rows[$0], scene.dotations[$0], &random)
        }
        scene.rows.shuffle(using: &random)
        let plan = try scene.plan()
        #expect(plan.isEmpty && plan.refused.isEmpty && plan.unchangedCount == 60, "\(plan.refused)")
    }

    @Test(arguments: 0..<60)
    func anySetOfEditsIsFoundExactly(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 1000)
        var scene = Scene()
        scene.dotations = Self.dotations(80, &random)
        scene.settings.resendsUnchanged = seed % 5 == 0
        scene.rows = Sample.rows(scene.dotations)
        var changes: [Dotation.ID: Contact] = [:]
        var resends: Set<Dotation.ID> = []
        var refused: Set<Dotation.ID> = []
        for index in scene.rows.indices {
            let dotation = scene.dotations[index]
            let canArrive = dotation.contact.undeliverable == nil
            if scene.settings.resendsUnchanged, canArrive { resends.insert(dotation.id) }
            switch Int.random(in: 0..<12, using: &random) {
            case 0:
                changes[dotation.id] = Contact(email: "n\(index)@example.com", mobile: dotation.contact.mobile)
                scene.rows[index][.email] = .text(" n\(index)@EXAMPLE.com")
            case 1:
                changes[dotation.id] = Contact(email: dotation.contact.email, mobile: "07" + String(30_000_000 + index * 11))
                scene.rows[index][.mobile] = .number(730_000_000 + Double(index) * 11)
            case 2:
                changes[dotation.id] = Contact(email: "n\(index)@example.com", mobile: "07" + String(30_000_000 + index * 11))
                scene.rows[index][.mobile] = .text("+33 7 " + String(30_000_000 + index * 11))
                scene.rows[index][.email] = .text("n\(index)@example.com")
            case 3:
                if canArrive { resends.insert(dotation.id) } else { refused.insert(dotation.id) }
                scene.rows[index][.resend] = .text("oui")
            case 4:
                refused.insert(dotation.id)
                scene.rows[index][.email] = .text("pas une adresse \(index)")
            case 5:
                refused.insert(dotation.id)
                scene.rows[index][.amount] = .number(dotation.amount.sheetNumber + 1)
                scene.rows[index][.mobile] = .text("0612345678")
            default: break
            }
        }
        scene.rows.shuffle(using: &random)
        resends.subtract(changes.keys)
        resends.subtract(refused)
        let plan = try scene.plan()
        #expect(Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id, $0.new) }) == changes)
        #expect(Set(plan.resends.map(\.id)) == resends && plan.resends.count == resends.count)
        #expect(Set(plan.refused.compactMap(\.id)) == refused && plan.refused.count == refused.count)
        #expect(plan.rowCount == plan.unchangedCount + plan.changes.count + plan.resends.count + plan.refused.count)
        #expect(plan.jobCount == changes.count + resends.count)
        for change in plan.changes {
            let isSameMobileOnly = change.old.email == change.new.email
            #expect(change.job == (isSameMobileOnly ? .phoneChanged : .accountCreation) && change.old != change.new)
        }
    }

    @Test(arguments: 0..<60)
    func whateverASheetSaysEachRowHasOnePlaceAndNoRefusedRowChanges(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 2000)
        var scene = Scene()
        scene.dotations = Self.dotations(30, &random)
        for index in scene.dotations.indices where Int.random(in: 0..<4, using: &random) == 0 {
            scene.dotations[index].status = .activated
            scene.dotations[index].isAccountCreated = Bool.random(using: &random)
        }
        let stale = Self.dotations(30, &random)
        if Bool.random(using: &random) { scene.base = Scene.base(stale) }
        scene.settings.allowsSharedEmail = Bool.random(using: &random)
        scene.settings.resendsUnchanged = Bool.random(using: &random)
        let addresses = (0..<6).map { "p\($0)@example.fr" }
        scene.rows = (0..<60).map { number in
            var row = Sample.row(scene.dotations[Int.random(in: 0..<30, using: &random)], number + 2)
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                guard let column = SheetColumn.allCases.randomElement(using: &random) else { continue }
                let values: [SheetValue?] = [
                    nil, .blank, .text(Self.name(&random)), .text(addresses.randomElement(using: &random) ?? ""),
                    .number(Double(bitPattern: random.next())),
                    .number(612_345_678), .boolean(true), .error("#N/A"), .formula(cached: .formula(cached: .text("oui"))),
                    .text("0612345678"),
                ]
                row[column] = values.randomElement(using: &random) ?? nil
            }
            row.isHidden = Bool.random(using: &random)
            return row
        }
        let plan = try scene.plan()
        #expect(plan.rowCount == plan.unchangedCount + plan.changes.count + plan.resends.count + plan.refused.count)
        let rows = plan.changes.map(\.row) + plan.resends.map(\.row) + plan.refused.map(\.row)
        #expect(Set(rows).count == rows.count)
        let acting = plan.changes.map(\.id) + plan.resends.map(\.id)
        #expect(Set(acting).count == acting.count && Set(acting).isDisjoint(with: plan.refused.compactMap(\.id)))
        #expect(plan.refused.allSatisfy { !$0.reasons.isEmpty })
        let status = Dictionary(uniqueKeysWithValues: scene.dotations.map { ($0.id, $0.status) })
        #expect(acting.allSatisfy { status[$0]?.isNotActivated == true })
        #expect(try scene.plan() == plan)
        if !scene.settings.allowsSharedEmail {
            let new = Set(plan.changes.filter { $0.columns.contains(.email) }.map(\.new.email))
            for change in plan.changes { scene.apply(change) }
            for email in new { #expect(Set(scene.dotations.filter { $0.contact.email == email }.map(\.matricule)).count == 1) }
        }
    }

    // MARK: Values that moved among people

    /// People of whom some have several dotations, and of whom many share a number.
    private static func people(_ random: inout SeededGenerator) -> [Dotation] {
        let count = Int.random(in: 4...40, using: &random)
        let sharing = Int.random(in: 0...3, using: &random)
        return (0..<count).map { index in
            let person = Int.random(in: 0..<6, using: &random) == 0 && index > 0 ? Int.random(in: 0..<index, using: &random) : index
            let number = Int.random(in: 0..<4, using: &random) < sharing ? Int.random(in: 0..<3, using: &random) : index + 3
            return Dotation(
                id: Sample.id(30_000_000 + UInt32(index)), order: Sample.order().number, matricule: "M\(person)", lastName: "NOM\(person)",
                firstName: "P", contact: Contact(email: "e\(index)@example.fr", mobile: "06" + String(12_000_000 + number * 37)),
                amount: .zero,
                status: Int.random(in: 0..<12, using: &random) == 0 ? .activated : .awaitingActivation)
        }
    }

    /// A part of a column whose values were put into another order, or shifted by a row up or down, or what is left of that.
    private static func displaced(_ values: [String], _ random: inout SeededGenerator) -> [String?] {
        var result: [String?] = values
        let start = Int.random(in: 0..<values.count - 1, using: &random)
        let part = start..<Int.random(in: start + 2...values.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: result.replaceSubrange(part, with: values[part].sorted())
        case 1: result.replaceSubrange(part, with: values[part].shuffled(using: &random))
        case 2: result.replaceSubrange(part, with: [values[part.lowerBound]] + values[part].dropLast())
        case 3: result.replaceSubrange(part, with: values[part].dropFirst().map { Optional($0) } + [nil])
        default:
            let other = Int.random(in: part.lowerBound + 1..<part.upperBound, using: &random)
            result.swapAt(part.lowerBound, other)
        }
        return result
    }

    @Test(arguments: 0..<400)
    func aMoveThatGivesTwoPeopleAnothersValueIsNeverAppliedByYesAlone(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 4000)
        var scene = Scene.of(Self.people(&random))
        scene.settings.allowsSharedEmail = Bool.random(using: &random)
        if Bool.random(using: &random) { scene.base = Scene.base(scene.dotations) }
        let column = Bool.random(using: &random) ? SheetColumn.email : .mobile
        let values = scene.dotations.map { $0.contact.value(of: column) }
        scene.fill(column, Self.displaced(values, &random))
        scene.rows.shuffle(using: &random)
        let plan = try scene.plan()
        // Whose each value was before.
        var owners: [String: Set<String>] = [:]
        for (dotation, value) in zip(scene.dotations, values) { owners[value, default: []].insert(dotation.matricule) }
        let matricules = Dictionary(uniqueKeysWithValues: scene.dotations.map { ($0.id, $0.matricule) })
        let takers = plan.changes.filter { change in
            guard let owners = owners[change.new.value(of: column)], let person = matricules[change.id] else { return false }
            return !owners.contains(person)
        }
        let told = Set(plan.warnings.filter { $0.warning.column == column }.map(\.row))
        #expect(takers.allSatisfy { told.contains($0.row) })
        if Set(takers.compactMap { matricules[$0.id] }).count > 1 {
            #expect(plan.confirmations.contains { if case .moved(column, let count) = $0 { count > 1 } else { false } }, "\(takers)")
        }
        if column == .email, !takers.isEmpty { #expect(!plan.confirmations.isEmpty) }
    }

    // MARK: Against a small model

    /// What the rules come to where all values are right: a cell counts where it is neither what was exported nor what is stored, and, where
    /// the export is not known, nothing that was replaced.
    private struct Model {
        var store: [Dotation.ID: Contact]
        var replaced = ReplacedValues()

        mutating func set(_ id: Dotation.ID, _ new: Contact) {
            guard let old = store.updateValue(new, forKey: id) else { return }
            if old.email != new.email { replaced.emails[id, default: []].append(.init(old.email, user: "", date: "")) }
            if old.mobile != new.mobile { replaced.mobiles[id, default: []].append(.init(old.mobile, user: "", date: "")) }
        }

        /// The contact after a row, or nil where that is refused.
        func merge(_ id: Dotation.ID, _ asked: Contact, _ exported: Contact?) -> Contact? {
            guard let now = store[id] else { return nil }
            func merge(_ column: SheetColumn) -> String? {
                let (asked, exported, now) = (asked.value(of: column), exported?.value(of: column), now.value(of: column))
                if asked == now || asked == exported { return now }
                if let exported { return exported == now ? asked : nil }
                return replaced.values(of: id, in: column).contains { $0.text == asked } ? nil : asked
            }
            guard let email = merge(.email), let mobile = merge(.mobile) else { return nil }
            return Contact(email: email, mobile: mobile)
        }
    }

    /// An export that is out there, with the edits made to it so far.
    private struct Copy {
        var base: [Dotation.ID: Contact]
        var sheet: [Dotation.ID: Contact]
        var hasIdentity: Bool
    }

    @Test(arguments: 0..<60)
    func anyOrderOfEditsExportsAndImportsEndsAsTheModelSays(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &+ 3000)
        var scene = Scene()
        scene.settings.allowsSharedEmail = true
        scene.dotations = (0..<12).map { index in
            Dotation(
                id: Sample.id(30_000_000 + UInt32(index)), order: scene.order.number, matricule: "\(index)", lastName: "N\(index)",
                firstName: "P",
                contact: Contact(email: "e\(index)@example.fr", mobile: "06123400" + String(10 + index)), amount: .zero,
                status: .awaitingActivation)
        }
        var model = Model(store: Dictionary(uniqueKeysWithValues: scene.dotations.map { ($0.id, $0.contact) }))
        var copies: [Copy] = []
        func value() -> (Contact) -> Contact {
            let number = Int.random(in: 0..<5, using: &random)
            return Bool.random(using: &random)
                ? { Contact(email: "v\(number)@example.fr", mobile: $0.mobile) }
                : { Contact(email: $0.email, mobile: "069999990\(number)") }
        }
        for _ in 0..<40 {
            let index = Int.random(in: 0..<12, using: &random)
            let id = scene.dotations[index].id
            switch Int.random(in: 0..<6, using: &random) {
            case 0:
                copies.append(Copy(base: model.store, sheet: model.store, hasIdentity: Int.random(in: 0..<3, using: &random) > 0))
            case 1:
                let new = value()(scene.dotations[index].contact)
                scene.dotations[index].contact = new
                model.set(id, new)
            case 2, 3, 4:
                guard let copy = copies.indices.randomElement(using: &random), let old = copies[copy].sheet[id] else { continue }
                copies[copy].sheet[id] = value()(old)
            default:
                guard let copy = copies.randomElement(using: &random) else { continue }
                scene.rows = scene.dotations.enumerated().map { index, dotation in
                    var row = Sample.row(dotation, index + 2)
                    row[.email] = copy.sheet[dotation.id].map { .text($0.email) }
                    row[.mobile] = copy.sheet[dotation.id].map { .text($0.mobile) }
                    return row
                }
                scene.base =
                    copy.hasIdentity ? ExportBase(rows: copy.base.mapValues { .init(contact: $0, status: .awaitingActivation) }) : nil
                scene.replaced = model.replaced
                let plan = try scene.plan()
                var expected: [Dotation.ID: Contact] = [:]
                var conflicts: Set<Dotation.ID> = []
                for (id, asked) in copy.sheet {
                    if let new = model.merge(id, asked, copy.hasIdentity ? copy.base[id] : nil) {
                        if new != model.store[id] { expected[id] = new }
                    } else {
                        conflicts.insert(id)
                    }
                }
                #expect(Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.id, $0.new) }) == expected)
                #expect(Set(plan.refused.compactMap(\.id)) == conflicts)
                for change in plan.changes { scene.apply(change) }
                for (id, new) in expected { model.set(id, new) }
                scene.replaced = model.replaced
                #expect(try scene.plan().isEmpty)
            }
            #expect(scene.dotations.allSatisfy { model.store[$0.id] == $0.contact })
        }
    }
}
