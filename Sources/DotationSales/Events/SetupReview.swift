internal import DotationText
public import Dotations

/// What is to be said of a setup before it is loaded: it is loaded only where there are no faults.
public struct SetupReview: Sendable, Hashable {
    /// What is wrong.
    public internal(set) var faults: [SetupFault] = []
    /// The amounts for which no event is open, though events share them out.
    public internal(set) var gaps: [BracketGap] = []
    /// What is worth a look.
    public internal(set) var warnings: [SetupWarning] = []

    /// Adds faults that do not follow from the setup itself.
    package mutating func add(_ others: [SetupFault]) { faults += others }

    package func leavingOut(_ isLeftOut: (SetupFault) -> Bool) -> SetupReview {
        var review = self
        review.faults.removeAll(where: isLeftOut)
        return review
    }
}

extension SaleSetup {
    /// How many events may sell at the same time: what comparing their brackets can cost is bounded by it.
    public static let largestEventCount = 100

    /// How many characters a name, a staff number or an address has at most: as many as an e-mail address (RFC 5321), which one cell of a workbook
    /// that is loaded holds.
    public static let longestName = 254

    /// How many characters a description, or an event's images together, have at most: one cell of a workbook that is written holds it.
    public static let longestText = 10_000

    /// Checks what is to be loaded over what is there already.
    ///
    /// Finds every fault. What only follows from a fault is not told as another one. Two events compete if they have criteria of the same
    /// kinds and are open on the same day. If their brackets overlap, a person would have two tariffs, which is a fault. Amounts that no
    /// bracket includes are shown. An overlap is a warning if the events sell one after the other within one year. Brackets are in cents, so
    /// « up to 10 000 € inclusive » and « more than 10 000 € » neither overlap nor leave anything out.
    ///
    /// An active sale that the new events, people and documents would no longer allow is a fault (`event.breaks-sale`), as is a session
    /// with sales that is gone (`event.removes-session`) or has another price or face value, and a registration that no longer has the days of
    /// its sales (`session.registration-locked`). Documents say nothing about a sale that is
    /// ordered, or whose session has closed its registration before today.
    ///
    /// - Parameters:
    ///   - ledger: what is there, and what was sold.
    ///   - today: the day in Paris; without it, no session counts as closed.
    ///   - isWhole: whether the setup is all that was to be loaded; of a part of it, nothing is said that what is missing could make right.
    /// - Returns: the faults, the gaps and the warnings.
    public func review(over ledger: SalesLedger? = nil, today: CalendarDate? = nil, isWhole: Bool = true) -> SetupReview {
        var review = SetupReview()
        for (index, event) in events.enumerated() { review.faults += event.faults(at: index) }
        var names: [SaleEvent.ID: Int] = [:]
        for (index, event) in events.enumerated() where !event.id.key.isEmpty {
            if names[event.id] != nil { review.faults.append(SetupFault(.eventDuplicate(event.name), at: .event(index))) }
            names[event.id] = index
        }
        let isSound = review.faults.isEmpty
        reviewPeople(&review, ledger)
        reviewDocuments(&review, ledger)
        guard isWhole else {
            review.faults.removeAll { $0.code == .eventWithoutSession }
            return review
        }
        // Rules that contradict themselves would break every sale.
        guard isSound else { return review }
        reviewBrackets(&review, ledger)
        if let ledger { review.faults += breaks(ledger, today: today) }
        return review
    }

    private func reviewPeople(_ review: inout SetupReview, _ ledger: SalesLedger?) {
        var matricules = Set<String>(minimumCapacity: people.count)
        for (index, person) in people.enumerated() {
            if Folding.key(person.matricule).isEmpty {
                review.faults.append(SetupFault(.personMatriculeMissing(name: person.fullName), at: .person(index)))
            } else if !matricules.insert(person.matricule).inserted {
                review.faults.append(SetupFault(.personDuplicate(matricule: person.matricule), at: .person(index)))
            }
            if Folding.key(person.lastName).isEmpty || Folding.key(person.firstName).isEmpty {
                review.faults.append(SetupFault(.personNameMissing(matricule: person.matricule), at: .person(index)))
            }
            review.faults += SetupFault.lengths(
                [person.matricule, person.lastName, person.firstName, person.contact.email, person.contact.mobile], at: .person(index))
        }
        // Who is there already counts too: the same person in this year's file, under another number.
        var namesakes = Namesakes(people.count)
        let known = ledger?.roster.people ?? [:]
        var withoutZeros: [Substring: String] = [:]
        for person in ledger?.setup.people ?? [] {
            withoutZeros[person.matricule.drop { $0 == "0" }] = person.matricule
            if !matricules.contains(person.matricule) { namesakes.add(.init(person, ParsedContact(person.contact))) }
        }
        let contacts = people.map { ParsedContact($0.contact) }
        for (index, person) in people.enumerated() where !person.isNameless {
            let identity = Namesakes.Identity(person, contacts[index])
            if let other = namesakes.same(as: identity) {
                review.faults.append(SetupFault(.personTwice(other, person.matricule), at: .person(index)))
            } else if known[person.matricule] == nil, let other = withoutZeros[person.matricule.drop { $0 == "0" }] {
                review.warnings.append(
                    SetupWarning(code: .personZeros, place: .person(index), name: other, otherName: person.matricule))
            } else if known[person.matricule]?.nameKey != identity.name, let other = namesakes.named(as: identity) {
                review.warnings.append(
                    SetupWarning(code: .personNamesake, place: .person(index), name: other, otherName: person.matricule))
            }
            namesakes.add(identity)
        }
        for (index, person) in people.enumerated() {
            warn(&review, of: person, contacts[index], at: index, before: known[person.matricule]?.contact)
        }
        reviewMixing(&review, known)
    }

    /// Finds a column that was sorted without the others: at least three people, and more than one of five who are known, would have another name, or
    /// the contact that somebody else has.
    private func reviewMixing(_ review: inout SetupReview, _ known: [String: Beneficiary]) {
        let pairs = people.enumerated().compactMap { index, person in known[person.matricule].map { (index, person, old: $0) } }
        func check(_ value: SetupFault.PersonValue, _ isMixed: (Beneficiary, Beneficiary) -> Bool) {
            let mixed = pairs.filter { isMixed($0.1, $0.old) }
            guard mixed.count >= 3, mixed.count * 5 > pairs.count else { return }
            review.faults.append(SetupFault(.peopleMixed(value, count: mixed.count), at: .person(mixed[0].0)))
        }
        func isOfAnother(_ value: @escaping (Contact) -> String) -> (Beneficiary, Beneficiary) -> Bool {
            let holders = Set(pairs.map { value($0.old.contact) })
            return { new, old in
                let (text, before) = (value(new.contact), value(old.contact))
                return !text.isEmpty && text != before && holders.contains(text)
            }
        }
        // Of people who were purged nobody knows the names any more.
        check(.name) { !$1.isNameless && Folding.key($0.nameKey) != Folding.key($1.nameKey) }
        check(.email, isOfAnother { $0.email.lowercased() })
        check(.mobile, isOfAnother(\.mobile))
    }

    /// Warns of what is not right about a contact that is new: the same contact again is no reason to tell it again.
    private func warn(
        _ review: inout SetupReview, of person: Beneficiary, _ contact: ParsedContact, at index: Int, before: Contact?
    ) {
        guard person.contact != before else { return }
        func warn(_ code: SetupWarning.Code, _ doubt: SetupWarning.ContactDoubt) {
            review.warnings.append(SetupWarning(code: code, place: .person(index), name: person.matricule, doubt: doubt))
        }
        func warn<Value>(_ code: SetupWarning.Code, _ value: StoredValue<Value>, before: String?) {
            guard !value.text.isEmpty, value.text != before else { return }
            do throws(Reason) { _ = try value.get() } catch { warn(code, .wrong(error)) }
            for warning in value.warnings { warn(code, .unlikely(warning)) }
        }
        warn(.personEmail, contact.email, before: before?.email)
        warn(.personMobile, contact.mobile, before: before?.mobile)
    }

    private func reviewDocuments(_ review: inout SetupReview, _ ledger: SalesLedger?) {
        let matricules = Set(people.map(\.matricule))
        for (index, document) in documents.enumerated() {
            if !matricules.contains(document.matricule), ledger?.roster.people[document.matricule] == nil {
                review.faults.append(SetupFault(.documentOwnerUnknown(matricule: document.matricule), at: .document(index)))
            }
            if document.status == .validated, document.kind.hasAmount, document.amount == nil {
                review.faults.append(
                    SetupFault(.documentAmountMissing(document.kind, matricule: document.matricule), at: .document(index)))
            }
        }
    }
}

/// The staff number that first had a name, by itself and with an e-mail address or a mobile number.
private struct Namesakes {
    /// What of a person somebody else may have as well.
    struct Identity {
        let matricule: String
        let name: String
        let contacts: [Key]

        init(_ person: Beneficiary, _ contact: ParsedContact) {
            matricule = person.matricule
            let name = person.nameKey
            let (email, mobile) = (contact.email.text, contact.mobile.text)
            contacts =
                (email.isEmpty ? [] : [Key(name: name, contact: .email(email.lowercased()))])
                + (mobile.isEmpty ? [] : [Key(name: name, contact: .mobile(mobile))])
            self.name = name
        }
    }

    struct Key: Hashable {
        enum Contact: Hashable {
            case none
            case email(String)
            case mobile(String)
        }

        let name: String
        let contact: Contact
    }

    private var first: [Key: String] = [:]

    /// Nobody yet, with room for so many.
    init(_ count: Int) { first.reserveCapacity(3 * count) }

    mutating func add(_ person: Identity) {
        for key in person.contacts + [Key(name: person.name, contact: .none)] where first[key] == nil { first[key] = person.matricule }
    }

    /// Another staff number of the same name and a common address or number.
    func same(as person: Identity) -> String? { other(person.contacts, person) }

    func named(as person: Identity) -> String? { other([Key(name: person.name, contact: .none)], person) }

    private func other(_ keys: [Key], _ person: Identity) -> String? {
        keys.lazy.compactMap { first[$0] }.first { $0 != person.matricule }
    }
}
