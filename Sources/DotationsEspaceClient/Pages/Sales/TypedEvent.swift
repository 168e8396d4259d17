internal import DotationSales
internal import DotationSheets
internal import Dotations
internal import DotationsApplication

/// What somebody typed into the form of an event, as it was typed.
struct TypedEvent {
    /// « Ciblage par critères »: one criterion.
    struct Target {
        var isUsed = false
        var lower = "", upper = ""
        var isLowerIncluded = true, isUpperIncluded = true

        /// Whether an amount stands in it.
        var hasBound: Bool { !lower.isEmpty || !upper.isEmpty }
    }

    /// One session.
    struct Session {
        var name = "", faceValue = "", first = "", last = "", opens = "", closes = "", address = "", places = "1", price = "", cap = ""
        var isRemoved = false

        /// What can be typed of it.
        static var fields: [WritableKeyPath<Session, String>] {
            [\.name, \.faceValue, \.first, \.last, \.opens, \.closes, \.address, \.places, \.price, \.cap]
        }

        /// Whether name, face value, price and cap are all empty: then it is left out.
        var isBlank: Bool { [name, faceValue, price, cap].allSatisfy(\.isEmpty) }
    }

    /// How many sessions the form can have by adding to them.
    static let largestSessionCount = 30

    var name = "", description = "", images = "", maximum = ""
    var verifies = false
    var targets = [SupportingDocument.Kind: Target]()
    var sessions = [Session()]

    /// An empty form.
    init() {}

    /// The form of an event that there is.
    init(_ event: SaleEvent) {
        (name, description, verifies) = (event.name, event.description, event.verifiesContacts)
        images = event.images.joined(separator: "\n")
        maximum = event.maximum.map(String.init) ?? ""
        for criterion in event.criteria {
            let (lower, upper) = (criterion.bracket.lower, criterion.bracket.upper)
            targets[criterion.kind] = Target(
                isUsed: true, lower: lower?.amount.sheetText ?? "", upper: upper?.amount.sheetText ?? "",
                isLowerIncluded: lower?.isInclusive ?? true, isUpperIncluded: upper?.isInclusive ?? true)
        }
        sessions = event.sessions.map { session in
            Session(
                name: session.name, faceValue: session.faceValue.sheetText, first: session.dates?.first.description ?? "",
                last: session.dates?.last.description ?? "", opens: session.registration.first.description,
                closes: session.registration.last.description, address: session.address, places: String(session.placesPerBeneficiary),
                price: session.price.sheetText, cap: session.cap.map(String.init) ?? "")
        }
    }

    /// A form that was sent.
    init(_ form: Fields) {
        func text(_ name: String) -> String { form.text(name) ?? "" }
        (name, description, images, maximum) = (text("nom"), text("description"), text("images"), text("maximum"))
        // A browser ends the lines of a text with CR LF (HTML, 4.10.21.5).
        (description, images) = (description.replacing("\r\n", with: "\n"), images.replacing("\r\n", with: "\n"))
        verifies = form["verifier"] != nil
        for kind in SupportingDocument.Kind.allCases {
            let name = Self.field(kind)
            targets[kind] = Target(
                isUsed: form[name] != nil, lower: text("\(name)-min"), upper: text("\(name)-max"),
                isLowerIncluded: form["\(name)-min-compris"] != nil, isUpperIncluded: form["\(name)-max-compris"] != nil)
        }
        // An event of a workbook may have more than the form can add: they are all read, so that none is lost.
        // Each session has several fields, so that no form has so many; an address alone could.
        let count = min(max(1, Int(text("sessions")) ?? 1), Fields.limit / Session.fields.count)
        sessions = (1...count).map { number in
            func text(_ name: String) -> String { form.text("s\(number)-\(name)") ?? "" }
            return Session(
                name: text("nom"), faceValue: text("montant"), first: text("debut"), last: text("fin"), opens: text("ouverture"),
                closes: text("fermeture"), address: text("adresse"), places: text("places"), price: text("prix"), cap: text("plafond"),
                isRemoved: form["s\(number)-retirer"] != nil)
        }
    }

    /// The field of a criterion.
    static func field(_ kind: SupportingDocument.Kind) -> String {
        switch kind {
        case .referenceTaxIncome: "revenu"
        case .familyQuotient: "quotient"
        case .schoolCertificate: "scolarite"
        case .salaryBracket: "salaire"
        }
    }

    /// Visits each value that can be typed, always in the same order: those of the event, its criteria, and then its sessions.
    private mutating func visit(_ body: (inout String) -> Void) {
        func flag(_ value: inout Bool) {
            var text = value ? "oui" : ""
            body(&text)
            value = !text.isEmpty
        }
        // The name does not change: it is told of a new event alone.
        body(&description)
        body(&images)
        body(&maximum)
        flag(&verifies)
        for kind in SupportingDocument.Kind.allCases {
            var target = targets[kind] ?? Target()
            flag(&target.isUsed)
            body(&target.lower)
            flag(&target.isLowerIncluded)
            body(&target.upper)
            flag(&target.isUpperIncluded)
            targets[kind] = target
        }
        for index in sessions.indices {
            for field in Session.fields { body(&sessions[index][keyPath: field]) }
        }
    }

    /// All that was typed but the name.
    var values: [String] {
        var (copy, values) = (self, [String]())
        copy.visit { values.append($0) }
        return values
    }

    /// What was meant by whoever saw other values: what they left as it was is today's.
    ///
    /// A session has nothing but its place to be known by. Where there are fewer or more than were shown, all are left as they were typed.
    func meant(seen: ShownValues, today: TypedEvent) -> TypedEvent {
        let (values, today) = (self.values, today.values)
        let own = values.count - sessions.count * Session.fields.count
        var rest = seen.meant(values, today: seen.count == today.count ? today : Array(today.prefix(own)))[...]
        var meant = self
        meant.visit { value in value = rest.popFirst() ?? value }
        return meant
    }

    /// Takes away the sessions that are to be removed.
    mutating func removeSessions() {
        sessions.removeAll(where: \.isRemoved)
        if sessions.isEmpty { sessions = [Session()] }
    }

    /// The same with one more session, with the days, the address and the places of the last one: sessions of an event differ by their amounts.
    var withOneMoreSession: TypedEvent {
        guard sessions.count < Self.largestSessionCount else { return self }
        var (typed, session) = (self, sessions.last ?? Session())
        (session.name, session.faceValue, session.price, session.cap) = ("", "", "", "")
        typed.sessions.append(session)
        return typed
    }

    // MARK: As an event

    /// The event, as far as its fields can be read, and what is wrong with those that cannot.
    ///
    /// `known` is the event that is changed: what it has already may stay as it is. `sessions` are the numbers in the form of the event's sessions.
    func event(changing known: SaleEvent?) -> (event: SaleEvent, sessions: [Int], faults: [FormFault]) {
        var faults: [FormFault] = []
        let links = images.split(whereSeparator: \.isNewline).map { String($0.trimmed(\.isWhitespace)) }.filter { !$0.isEmpty }
        if let wrong = links.first(where: { link in WebAddress(link) == nil && !(known?.images.contains(link) ?? false) }) {
            faults.append(FormFault("images", "« \(VisibleText.of(wrong)) » n’est pas un lien qui commence par https://."))
        }
        let most: Int? = read(maximum, "maximum", "Écrivez un nombre entier, par exemple 100, ou rien.", { Int(typed: $0) }, &faults)
        let before = known.map { TypedEvent($0).targets } ?? [:]
        let criteria = SupportingDocument.Kind.allCases.compactMap { criterion($0, before: before[$0], &faults) }
        // A form that was begun with one session too many is not held up by it.
        let numbered = sessions.enumerated().filter { !$1.isBlank || sessions.allSatisfy(\.isBlank) }
        let read = numbered.compactMap { index, typed in
            session(typed, number: index + 1, &faults).map { (number: index + 1, session: $0) }
        }
        let event = SaleEvent(
            name: known?.name ?? name, description: description, images: links, verifiesContacts: verifies, maximum: most,
            criteria: criteria, sessions: read.map(\.session))
        return (event, read.map(\.number), faults)
    }

    private func criterion(_ kind: SupportingDocument.Kind, before: Target?, _ faults: inout [FormFault]) -> Criterion? {
        guard let target = targets[kind] else { return nil }
        guard target.isUsed else {
            // Amounts that the event had already are left behind by whoever takes its criterion away; others were typed for one.
            if target.hasBound, (target.lower, target.upper) != (before?.lower, before?.upper) {
                faults.append(
                    FormFault(
                        Self.field(kind),
                        "Des montants sont remplis, mais « \(kind.label) » n’est pas coché : cochez-le, ou effacez les montants."
                    ))
            }
            return nil
        }
        guard kind.hasAmount else { return Criterion(kind) }
        let (name, advice) = (Self.field(kind), "Écrivez un montant en euros, par exemple 850, ou rien.")
        let lower: Euros? = read(target.lower, "\(name)-min", advice, { Euros($0) }, &faults)
        let upper: Euros? = read(target.upper, "\(name)-max", advice, { Euros($0) }, &faults)
        return Criterion(
            kind,
            Bracket(
                lower: lower.map { target.isLowerIncluded ? .inclusive($0) : .exclusive($0) },
                upper: upper.map { target.isUpperIncluded ? .inclusive($0) : .exclusive($0) }))
    }

    private func session(_ typed: Session, number: Int, _ faults: inout [FormFault]) -> SaleSession? {
        let before = faults.count
        let (dayAdvice, amountAdvice) = ("Écrivez une date, par exemple 01/04/2025.", "Écrivez un montant en euros, par exemple 50.")
        let countAdvice = "Écrivez un nombre entier, par exemple 50, ou rien."
        func field(_ name: String) -> String { "s\(number)-\(name)" }
        if typed.name.isEmpty {
            faults.append(FormFault(field("nom"), "Donnez un nom à la session : le montant du chéquier, par exemple 100€ de chèques ANCV."))
        }
        let faceValue: Euros? = read(typed.faceValue, field("montant"), amountAdvice, { Euros($0) }, &faults)
        let opens: CalendarDate? = read(typed.opens, field("ouverture"), dayAdvice, { CalendarDate(typed: $0) }, isNeeded: true, &faults)
        let closes: CalendarDate? = read(typed.closes, field("fermeture"), dayAdvice, { CalendarDate(typed: $0) }, isNeeded: true, &faults)
        let first: CalendarDate? = read(
            typed.first, field("debut"), dayAdvice, { CalendarDate(typed: $0) }, isNeeded: !typed.last.isEmpty, &faults)
        let last: CalendarDate? = read(
            typed.last, field("fin"), dayAdvice, { CalendarDate(typed: $0) }, isNeeded: !typed.first.isEmpty, &faults)
        let places: Int? = read(typed.places, field("places"), countAdvice, { Int(typed: $0) }, &faults)
        let price: Euros? = read(typed.price, field("prix"), amountAdvice, { Euros($0) }, isNeeded: true, &faults)
        let cap: Int? = read(typed.cap, field("plafond"), countAdvice, { Int(typed: $0) }, &faults)
        guard faults.count == before, let opens, let closes, let price else { return nil }
        var dates: Period?
        if let first, let last { dates = Period(first: first, last: last) }
        return SaleSession(
            name: typed.name, faceValue: faceValue, dates: dates, registration: Period(first: opens, last: closes), address: typed.address,
            placesPerBeneficiary: places ?? 1, price: price, cap: cap)
    }

    private func read<Value>(
        _ text: String, _ field: String, _ advice: String, _ parse: (String) -> Value?, isNeeded: Bool = false, _ faults: inout [FormFault]
    ) -> Value? {
        if let value = parse(text) { return value }
        if !text.isEmpty || isNeeded { faults.append(FormFault(field, advice)) }
        return nil
    }

    /// The field that a fault of the rules is about; `numbers` are those in the form of the event's sessions.
    func field(of fault: SetupFault, in event: SaleEvent, sessions numbers: [Int]) -> String? {
        switch fault.place {
        case .event:
            switch fault.code {
            case .eventContactsUnverified: return "verifier"
            case .eventMaximumInvalid, .breaksSale: return "maximum"
            case .eventWithoutSession, .removesSession: return "s1-nom"
            case .bracketsOverlap: return event.criteria.first { $0.kind.hasAmount }.map { Self.field($0.kind) + "-min" } ?? "nom"
            default: return "nom"
            }
        case .criterion(_, let position):
            guard event.criteria.indices.contains(position) else { return nil }
            let kind = event.criteria[position].kind
            return Self.field(kind) + (kind.hasAmount ? "-min" : "")
        case .session(_, let position):
            guard numbers.indices.contains(position) else { return nil }
            return "s\(numbers[position])-\(Self.sessionField(of: fault))"
        case .person, .document, .whole: return nil
        }
    }

    private static func sessionField(of fault: SetupFault) -> String {
        switch fault.code {
        case .sessionFaceValueMissing, .sessionFaceValueContradicts, .sessionFaceValueTooLarge, .sessionFaceValueLocked: "montant"
        case .sessionRegistrationReversed: "fermeture"
        case .sessionRegistrationLocked: "ouverture"
        case .sessionDatesReversed: "fin"
        case .sessionPriceAboveFaceValue, .sessionPriceLocked: "prix"
        case .sessionPlacesInvalid: "places"
        case .sessionCapInvalid: "plafond"
        case .breaksSale:
            if case .breaksSale(_, let refusals) = fault.problem, let first = refusals.first {
                switch first.code {
                case .placesExceeded: "places"
                case .sessionFull: "plafond"
                default: "nom"
                }
            } else {
                "nom"
            }
        default: "nom"
        }
    }
}
