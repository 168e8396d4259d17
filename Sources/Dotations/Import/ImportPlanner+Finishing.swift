extension ImportPlanner {
    /// The new contacts that rows ask for which are not refused: what to look up in other orders before the plan is made.
    public var newContacts: NewContacts {
        var contacts = NewContacts()
        for request in pending where request.refusal == nil {
            if let email = request.email { contacts.emails.insert(ContactKey.email(email)) }
            if let mobile = request.mobile { contacts.mobiles.insert(ContactKey.mobile(mobile)) }
        }
        return contacts
    }

    /// The plan, after all rows: what only the whole sheet can tell is settled here.
    ///
    /// - Parameter elsewhere: who of other orders has the ``newContacts``.
    /// - Returns: the plan.
    public consuming func plan(elsewhere: ContactHolders = ContactHolders()) -> ImportPlan {
        refuseSharedEmails()
        let accepted = pending.filter { $0.refusal == nil }.sorted { $0.row < $1.row }
        let changed = accepted.filter { $0.email != nil || $0.mobile != nil }
        warnOfMobiles(changed)
        let moves = moves(elsewhere)
        for (column, values) in moves { warn(of: values.arrivals, in: column) }
        warnOfHiddenRows()
        let confirmations = confirmations(changed, moves)
        // A warning says what is worth a look though it is applied.
        let refusedRows = Set(refused.map(\.row))
        let kept = warnings.filter { $0.warning.code == .rowHidden || !refusedRows.contains($0.row) } + notes + statuses.warnings
        return ImportPlan(
            order: order.number, rowCount: rowCount, unchangedCount: unchangedCount, hiddenRowCount: hiddenRows.count,
            changes: changed.map { request in
                let dotation = dotations[request.position]
                let new = contact(after: request)
                let unsent = undo?.unsent(dotation.id)
                let job =
                    if let unsent { unsent.restored?.kind } else { ActivationEmailJob.Kind(of: dotation, to: new, resend: request.resend) }
                return PlannedChange(
                    row: request.row, id: dotation.id, revision: dotation.revision, old: dotation.contact, new: new, job: job,
                    asksResend: request.resend, unsent: unsent)
            },
            resends: accepted.filter { $0.email == nil && $0.mobile == nil }.map { request in
                let dotation = dotations[request.position]
                return PlannedResend(row: request.row, id: dotation.id, revision: dotation.revision, email: dotation.contact.email)
            },
            withdrawals: undo?.withdrawals ?? [],
            refused: refused.sorted { $0.row < $1.row },
            warnings: kept.sorted { ($0.row, $0.warning.code.rawValue) < ($1.row, $1.warning.code.rawValue) }, confirmations: confirmations,
            looksLikeOrder: likelyOrder)
    }

    private func contact(after request: Request) -> Contact {
        let old = dotations[request.position].contact
        return Contact(email: request.email ?? old.email, mobile: request.mobile ?? old.mobile)
    }

    /// Who would have each of the addresses that rows ask for: the accepted rows, and the dotations that keep theirs.
    private func holders() -> [String: [Int]] {
        var holders: [String: [Int]] = [:]
        var moving: Set<Int> = []
        for request in pending where request.refusal == nil {
            guard let email = request.email else { continue }
            holders[ContactKey.email(email), default: []].append(request.position)
            moving.insert(request.position)
        }
        guard !holders.isEmpty else { return [:] }
        for position in dotations.indices {
            let login = ContactKey.email(dotations[position].contact.email)
            guard !moving.contains(position), holders[login] != nil else { continue }
            holders[login]?.append(position)
        }
        return holders
    }

    /// Refuses the changes after which two people would have one address, until none is left: a refused row keeps its old address,
    /// which another row may have asked for.
    private mutating func refuseSharedEmails() {
        var holders = holders()
        // In the order of the sheet, so that the same input has the same plan.
        var waiting = pending.filter { $0.refusal == nil }.compactMap(\.email).map(ContactKey.email)
        var isWaiting = Set(waiting)
        waiting.reverse()
        while let login = waiting.popLast() {
            guard isWaiting.remove(login) != nil else { continue }
            guard let positions = holders[login], let one = positions.first else { continue }
            guard let other = positions.first(where: { !dotations[$0].isSamePerson(as: dotations[one]) }) else { continue }
            for position in positions {
                guard let index = requests[position], let email = pending[index].email, pending[index].refusal == nil,
                    ContactKey.email(email) == login
                else { continue }
                let with = position == one ? other : one
                let otherRow = firstRows[with] == 0 ? nil : firstRows[with]
                if settings.allowsSharedEmail {
                    warn(
                        pending[index].row, dotations[position].id, .emailShared(email, row: otherRow))
                    continue
                }
                let reason = Reason.emailShared(email, with: dotations[with].id, row: otherRow)
                refuseEarlier(position, reason)
                for row in repeats.removeValue(forKey: position) ?? [] {
                    unchangedCount -= 1
                    refuse(row, dotations[position].id, [reason])
                }
                let kept = ContactKey.email(dotations[position].contact.email)
                if kept != login, holders[kept] != nil {
                    holders[kept]?.append(position)
                    if isWaiting.insert(kept).inserted { waiting.append(kept) }
                }
            }
        }
    }

    /// What each column takes from other people. An undo takes nothing: there is no sheet in which a column could have been moved.
    private func moves(_ elsewhere: ContactHolders) -> [(column: SheetColumn, values: MovedValues)] {
        guard !isUndo, pending.contains(where: { $0.email != nil || $0.mobile != nil }) else { return [] }
        let people = People(dotations)
        return [(SheetColumn.email, elsewhere.emails), (.mobile, elsewhere.mobiles)].map { column, holders in
            (column, MovedValues(column, in: self, people, elsewhere: holders))
        }
    }

    /// Says of each row whose value it takes, where it was not said already that both will have it.
    private mutating func warn(of arrivals: [MovedValues.Arrival], in column: SheetColumn) {
        let shared = Set(
            warnings.lazy.filter { [.emailShared, .phoneShared].contains($0.warning.code) && $0.warning.column == column }.map(\.row))
        for arrival in arrivals where !shared.contains(arrival.request.row) {
            let holder =
                switch arrival.holder {
                case .here(let position):
                    ValueHolder(
                        dotations[position].name, row: firstRows[position] > 0 ? firstRows[position] : nil, wasExported: arrival.wasExported
                    )
                case .elsewhere(let dotation):
                    ValueHolder(dotation.name, order: dotation.order, wasExported: arrival.wasExported)
                }
            warn(arrival.request.row, dotations[arrival.request.position].id, .ofAnother(column, arrival.value, holder))
        }
    }

    private mutating func warnOfMobiles(_ changed: [Request]) {
        var holders: [String: [Int]] = [:]
        let moving = Dictionary(
            changed.compactMap { request in request.mobile.map { (request.position, $0) } }, uniquingKeysWith: { first, _ in first })
        guard !moving.isEmpty else { return }
        for mobile in moving.values { holders[mobile] = [] }
        for position in dotations.indices {
            let mobile = moving[position] ?? dotations[position].contact.mobile
            // Two people are enough to tell; a number that thousands share must not cost thousands each.
            guard let known = holders[mobile], known.isEmpty || (known.count == 1 && !same(known[0], position)) else { continue }
            holders[mobile]?.append(position)
        }
        for request in changed {
            guard let mobile = request.mobile, let other = holders[mobile]?.first(where: { !same($0, request.position) }) else { continue }
            let otherRow = firstRows[other] == 0 ? nil : firstRows[other]
            warn(request.row, dotations[request.position].id, .phoneShared(mobile, row: otherRow))
        }
        warnOfRuns(changed.filter { $0.mobile != nil }, moving)
    }

    private mutating func warnOfHiddenRows() {
        guard !hiddenRows.isEmpty else { return }
        var acting = Dictionary(
            pending.map { ($0.row, dotations[$0.position].id as Dotation.ID?) }, uniquingKeysWith: { first, _ in first })
        for row in refused { acting[row.row] = row.id }
        for row in hiddenRows { if let id = acting[row] { warn(row, id, .rowHidden) } }
    }

    private func same(_ a: Int, _ b: Int) -> Bool { a == b || dotations[a].isSamePerson(as: dotations[b]) }

    /// Three numbers or more that follow one another down the sheet: somebody dragged a cell's corner.
    private mutating func warnOfRuns(_ changed: [Request], _ moving: [Int: String]) {
        var start = 0
        while start < changed.count {
            var end = start + 1
            while end < changed.count, changed[end].previous == changed[end - 1].position,
                follows(changed[end].mobile, changed[end - 1].mobile)
            {
                end += 1
            }
            let request = changed[start]
            // The number that the run was dragged from may have stood there before.
            let before = request.previous.map { moving[$0] ?? dotations[$0].contact.mobile }
            let count = end - start + (follows(request.mobile, before) ? 1 : 0)
            if count >= 3 {
                warn(request.row, dotations[request.position].id, .phoneConsecutive(count: count, lastRow: changed[end - 1].row))
            }
            start = end
        }
    }

    private func follows(_ next: String?, _ number: String?) -> Bool {
        guard let next = next.flatMap({ Int($0) }), let number = number.flatMap({ Int($0) }) else { return false }
        return next == number &+ 1
    }

    private func confirmations(
        _ changed: [Request], _ moves: [(column: SheetColumn, values: MovedValues)]
    ) -> [ConfirmationNeed] {
        var needs = moves.filter { $0.values.movedCount > 0 }.map { ConfirmationNeed.moved($0.column, count: $0.values.movedCount) }
        for (column, values) in moves where column == .email && values.movedCount == 0 && !values.arrivals.isEmpty {
            needs.append(.emailsOfOthers(count: values.arrivals.count))
        }
        let emails = changed.count { $0.email != nil }
        let mobiles = changed.count { $0.mobile != nil }
        needs += ConfirmationNeed.many(emails: emails, mobiles: mobiles, of: dotations.count, isUndo: isUndo)
        let repeated = holders().filter { $0.value.count > 3 }.sorted { $0.key < $1.key }
        needs += repeated.map { .repeatedEmail(address: $0.key, count: $0.value.count, isUndo: isUndo) }
        return needs
    }
}
