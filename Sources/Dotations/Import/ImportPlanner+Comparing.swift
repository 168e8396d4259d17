extension ImportPlanner {
    /// What became of a contact cell.
    enum CellDecision {
        case untouched
        case change(to: String, [Warning])
        case refused(Reason)

        var isUntouched: Bool { if case .untouched = self { true } else { false } }

        /// Whether the cell says nothing that holds against today's value: nobody edited it, or somebody else did as well.
        var isStale: Bool {
            switch self {
            case .untouched: true
            case .change: false
            case .refused(.conflict), .refused(.outdated): true
            case .refused: false
            }
        }
    }

    /// Compares a row with its dotation and records what it asks, or why it is refused.
    mutating func compare(_ row: EditedRow, with position: Int) {
        let dotation = dotations[position]
        let exported = base.isEmpty ? nil : base[dotation.id]
        noteStatus(row, dotation, exported)
        var reasons = identifier.lockedReasons(row, dotation)
        let verdicts = [
            emailDecision(row[.email], dotation, exported?.contact.email), mobileDecision(row[.mobile], dotation, exported?.contact.mobile),
        ]
        for (column, verdict) in zip([SheetColumn.email, .mobile], verdicts) where verdict.isStale {
            let stored = dotation.contact.value(of: column)
            let isMoved = exported.map { $0.contact.value(of: column) != stored } ?? !verdict.isUntouched
            if isMoved { renewed[row.number, default: [:]][column] = stored }
        }
        let asksResend = row[.resend].map { isRequest($0, row.number, dotation.id) } ?? false
        var request = Request(
            row: row.number, position: position, resend: asksResend && !settings.metResends.contains(dotation.id), asksResend: asksResend,
            previous: previous)
        var found: [Warning] = []
        var faults: [Reason] = []
        for (index, verdict) in verdicts.enumerated() {
            switch verdict {
            case .untouched: break
            case .refused(let reason): faults.append(reason)
            case .change(let value, let warnings):
                if index == 0 { request.email = value } else { request.mobile = value }
                found += warnings
            }
        }
        // An old value asks for nothing that the dotation's state could forbid.
        let changes = request.email != nil || request.mobile != nil || faults.contains { $0.code != .outdated }
        let blockers = blockers(dotation, request, changes: changes)
        reasons += blockers
        if blockers.isEmpty || blockers.contains(where: { $0.code == .accountCreated }) { reasons += faults }
        if reasons.isEmpty {
            // The e-mail about a new number goes to the address on file, which was never checked.
            if request.mobile != nil, request.email == nil, dotation.contact.undeliverable != nil {
                found.append(.emailUndeliverable(dotation.contact.email))
            }
            for warning in found { warn(row.number, dotation.id, warning) }
        }
        settle(request, reasons: reasons)
    }

    /// Why the dotation's state does not let it change, or its e-mail be sent, where the row asks for that.
    ///
    /// A resend that was sent when the file was imported before still refuses the change beside it, as it did then.
    func blockers(_ dotation: Dotation, _ request: Request, changes: Bool) -> [Reason] {
        guard changes || request.resend else { return [] }
        if !order.isPaid { return [.orderUnpaid(order.number)] }
        let isAllowed = changes ? settings.policy.allowsChange(of: dotation.status) : dotation.status.isNotActivated
        if !isAllowed { return [.notModifiable(dotation.status)] }
        // Steps 1 and 2 of the activation are done: the account-creation e-mail would be of no use any more.
        if dotation.isAccountCreated, request.email != nil || request.asksResend {
            return [.accountCreated(request.email != nil ? .email : .resend)]
        }
        if request.asksResend, request.email == nil, let reason = dotation.contact.undeliverable { return [reason] }
        return []
    }

    /// Counts a status that is neither the store's nor the one that was exported.
    private mutating func noteStatus(_ row: EditedRow, _ dotation: Dotation, _ exported: ExportBase.Row?) {
        guard let label = row[.status]?.shown, label != dotation.status.label else { return }
        let status = DotationStatus(label)
        guard status != dotation.status, status != exported?.status else { return }
        statuses.note(SheetText.trimmed(label), in: row.number, of: dotation)
    }

    private func emailDecision(_ value: SheetValue?, _ dotation: Dotation, _ exported: String?) -> CellDecision {
        verdict(value, column: .email, dotation, exported) { value throws(Reason) in
            let address = try EmailAddress.parse(value.shown, foldsFullWidth: settings.foldsFullWidth)
            return (address.text, address.warnings)
        }
    }

    private func mobileDecision(_ value: SheetValue?, _ dotation: Dotation, _ exported: String?) -> CellDecision {
        verdict(value, column: .mobile, dotation, exported) { value throws(Reason) in
            let number: MobileNumber
            if case .number(let digits) = value {
                number = try MobileNumber.parse(digits)
            } else {
                number = try MobileNumber.parse(value.shown, foldsFullWidth: settings.foldsFullWidth)
            }
            return (number.text, number.warnings)
        }
    }

    /// Three-way: a cell that says what was stored or what was exported is untouched; where both differ from it and from each other, it
    /// is a conflict; only what is left is a change, and only that is checked. Without an export a cell that says what a later change
    /// replaced is an old value.
    private func verdict(
        _ value: SheetValue?, column: SheetColumn, _ dotation: Dotation, _ exported: String?,
        parse: (SheetValue) throws(Reason) -> (String, [Warning])
    ) -> CellDecision {
        guard let value else { return .untouched }
        let stored = dotation.contact.value(of: column)
        switch value {
        case .text(let text) where text == stored: return .untouched
        case .formula: return .refused(.cellFormula(column))
        case .error, .boolean: return .refused(.cellType(column, value.shown))
        default: break
        }
        func normal(_ text: String) -> String? { (try? parse(.text(text)))?.0 }
        let parsed: Result<(String, [Warning]), Reason>
        do throws(Reason) { parsed = .success(try parse(value)) } catch { parsed = .failure(error) }
        let given = try? parsed.get().0
        // Letter case alone tells no two addresses apart.
        func folded(_ text: String) -> String { column == .email ? text.lowercased() : text }
        func isUntouched(since text: String) -> Bool {
            if given == text { return true }
            // Two values that are right are told apart by their normal forms; one that never was, by what is written.
            if let known = normal(text) { return given.map(folded) == folded(known) }
            if value.matches(text, isExact: true) { return true }
            return column == .email && SheetValue.text(folded(value.shown)).matches(folded(text), isExact: true)
        }
        if isUntouched(since: stored) { return .untouched }
        if let exported, exported != stored {
            if isUntouched(since: exported) { return .untouched }
            let isMoved = folded(normal(exported) ?? exported) != folded(normal(stored) ?? stored)
            if isMoved, !value.isBlank {
                return .refused(.conflict(column, given: value.shown, stored: stored, exported: exported))
            }
        }
        if let earlier = replaced.values(of: dotation.id, in: column).first(where: { isUntouched(since: $0.text) }) {
            return .refused(.outdated(column, given: value.shown, stored: stored, user: earlier.user, date: earlier.date))
        }
        if value == .covered { return .refused(.cellMerged(column)) }
        if value.isBlank { return .refused(column == .mobile ? .phoneEmpty(instead: stored) : .emailEmpty(instead: stored)) }
        switch parsed {
        case .success(let (text, warnings)): return .change(to: text, warnings)
        case .failure(.emailEmpty): return .refused(.emailEmpty(instead: stored))
        case .failure(.phoneEmpty): return .refused(.phoneEmpty(instead: stored))
        case .failure(let reason): return .refused(reason)
        }
    }

    /// Whether the column « Renvoyer » asks for the e-mail; what it does not know is no request, but a warning.
    private mutating func isRequest(_ value: SheetValue, _ row: Int, _ id: Dotation.ID) -> Bool {
        switch value.computed {
        case .boolean(let flag): return flag
        case .number(1): return true
        case .number(0), .blank, .covered: return false
        default: break
        }
        switch Folding.key(value.shown) {
        case "oui", "x", "1": return true
        case "non", "0": return false
        default:
            if !value.isBlank { warn(row, id, .resendUnknown(value.shown)) }
            return false
        }
    }
}

extension Euros {
    /// The amount in a cell, as text or as a number.
    init?(cell: SheetValue) {
        switch cell.computed {
        case .text(let text): self.init(text)
        case .number(let number): self.init(number)
        default: return nil
        }
    }
}
