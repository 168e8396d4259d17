extension ImportPlanner {
    /// Records what a row asks of its dotation, or its refusal, and holds it against the other rows of the same dotation.
    mutating func settle(_ request: Request, reasons: [Reason]) {
        var request = request
        let position = request.position
        let dotation = dotations[position]
        previous = position
        if reasons.isEmpty, request.email == nil, request.mobile == nil, !request.asksResend {
            request.resend = sendsUnasked(to: dotation, request.row)
        }
        let first = firstRows[position]
        guard first == 0 else { return recordDuplicate(request, reasons: reasons, first: first) }
        firstRows[position] = request.row
        let asks = request.email != nil || request.mobile != nil || request.resend
        guard asks || !reasons.isEmpty else {
            unchangedCount += 1
            return
        }
        if !reasons.isEmpty {
            request.refusal = refused.count
            refuse(request.row, dotation.id, reasons)
        }
        requests[position] = pending.count
        pending.append(request)
    }

    /// Whether an unchanged row is sent the e-mail again though it did not ask, because the import says so of all.
    private mutating func sendsUnasked(to dotation: Dotation, _ row: Int) -> Bool {
        guard settings.resendsUnchanged, !settings.metResends.contains(dotation.id), order.isPaid, dotation.status.isNotActivated
        else { return false }
        if dotation.isAccountCreated {
            warn(row, dotation.id, .resendAccountCreated)
            return false
        }
        if dotation.contact.undeliverable != nil {
            warn(row, dotation.id, .emailUndeliverable(dotation.contact.email))
            return false
        }
        return true
    }

    /// A dotation's second row, or a later one: it must say what the first said, or all of them are refused.
    private mutating func recordDuplicate(_ request: Request, reasons: [Reason], first: Int) {
        let position = request.position
        let dotation = dotations[position]
        let earlier = requests[position].map { pending[$0] } ?? Request(row: first, position: position, resend: false)
        if reasons.isEmpty, earlier.refusal == nil, earlier.asksSame(as: request) {
            repeats[position, default: []].append(request.row)
            unchangedCount += 1
            warn(request.row, dotation.id, .rowRepeated(row: first))
            return
        }
        refuse(request.row, dotation.id, reasons + [.duplicate(dotation.id, row: first)])
        let duplicate = Reason.duplicate(dotation.id, row: request.row)
        refuseEarlier(position, duplicate)
        for row in repeats.removeValue(forKey: position) ?? [] {
            unchangedCount -= 1
            refuse(row, dotation.id, [duplicate])
        }
    }

    /// Refuses a dotation's first row for a reason that came up later.
    mutating func refuseEarlier(_ position: Int, _ reason: Reason) {
        let id = dotations[position].id
        if let index = requests[position] {
            if let refusal = pending[index].refusal {
                guard !refused[refusal].reasons.contains(where: { $0.code == reason.code }) else { return }
                let row = refused[refusal].row
                refused[refusal] = RefusedRow(
                    row: row, id: id, reasons: refused[refusal].reasons + [reason], renewed: renewed[row] ?? [:])
                return
            }
            pending[index].refusal = refused.count
        } else {
            unchangedCount -= 1
            requests[position] = pending.count
            pending.append(Request(row: firstRows[position], position: position, resend: false, refusal: refused.count))
        }
        refuse(firstRows[position], id, [reason])
    }
}
