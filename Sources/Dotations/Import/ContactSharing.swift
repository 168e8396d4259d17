/// What only the whole order can tell of the contacts that rows ask for: whether two people would have one, and whether numbers run on.
struct ContactSharing {
    let dotations: [Dotation]
    /// The dotations that have an address which rows ask for; there may be more in it.
    let emailHolders: [Int]
    /// The dotations that have a number which rows ask for; there may be more in it.
    let mobileHolders: [Int]

    /// Who would have each of the addresses that rows ask for: the accepted rows, and the dotations that keep theirs.
    func holders(in rows: borrowing RowOutcomes) -> [String: [Int]] {
        var holders: [String: [Int]] = [:]
        holders.reserveCapacity(rows.requests.count)
        var moving = Set<Int>(minimumCapacity: rows.requests.count)
        for request in rows.accepted {
            guard let email = request.email else { continue }
            holders[email.key, default: []].append(request.position)
            moving.insert(request.position)
        }
        guard !holders.isEmpty else { return [:] }
        for position in emailHolders {
            let login = ContactKey.email(dotations[position].contact.email)
            guard !moving.contains(position), holders[login] != nil else { continue }
            holders[login]?.append(position)
        }
        return holders
    }

    /// Refuses the changes after which two people would have one address, until none is left: a refused row keeps its old address,
    /// which another row may have asked for. Where that is allowed, it is a warning.
    func checkEmails(in rows: inout RowOutcomes, allowsShared: Bool) {
        var holders = holders(in: rows)
        // In the order of the sheet, so that the same input has the same plan.
        var waiting = rows.accepted.compactMap { $0.email?.key }
        var isWaiting = Set(waiting)
        waiting.reverse()
        while let login = waiting.popLast() {
            guard isWaiting.remove(login) != nil else { continue }
            guard let positions = holders[login], let one = positions.first else { continue }
            guard let other = positions.first(where: { !dotations[$0].isSamePerson(as: dotations[one]) }) else { continue }
            for position in positions {
                guard let request = rows.acceptedRequest(of: position), let email = request.email, email.key == login else { continue }
                let with = position == one ? other : one
                guard !allowsShared else {
                    rows.warn(request, .emailShared(email.text, row: rows.firstRow(of: with)))
                    continue
                }
                let sharer = dotations[with]
                let name = "\(sharer.lastName) \(sharer.firstName)"
                rows.refuseAll(of: position, .emailShared(email.text, with: sharer.id, named: name, row: rows.firstRow(of: with)))
                let kept = ContactKey.email(dotations[position].contact.email)
                if kept != login, holders[kept] != nil {
                    holders[kept]?.append(position)
                    if isWaiting.insert(kept).inserted { waiting.append(kept) }
                }
            }
        }
    }

    /// Warns of numbers that several people would have, and of numbers that follow one another.
    func checkMobiles(of changed: [RowRequest], in rows: inout RowOutcomes) {
        var holders: [String: [Int]] = [:]
        let moving = Dictionary(
            changed.compactMap { request in request.mobile.map { (request.position, $0.text) } }, uniquingKeysWith: { first, _ in first })
        guard !moving.isEmpty else { return }
        for mobile in moving.values { holders[mobile] = [] }
        for position in Set(mobileHolders).union(moving.keys).sorted() {
            let mobile = moving[position] ?? dotations[position].contact.mobile
            // Two people are enough to tell; a number that thousands share must not cost thousands each.
            guard let known = holders[mobile], known.isEmpty || (known.count == 1 && !same(known[0], position)) else { continue }
            holders[mobile]?.append(position)
        }
        for request in changed {
            guard let mobile = request.mobile?.text, let other = holders[mobile]?.first(where: { !same($0, request.position) }) else {
                continue
            }
            rows.warn(request, .phoneShared(mobile, row: rows.firstRow(of: other)))
        }
        warnOfRuns(changed.filter { $0.mobile != nil }, moving, in: &rows)
    }

    private func same(_ a: Int, _ b: Int) -> Bool { a == b || dotations[a].isSamePerson(as: dotations[b]) }

    /// Three numbers or more that follow one another down the sheet: somebody dragged a cell's corner.
    private func warnOfRuns(_ changed: [RowRequest], _ moving: [Int: String], in rows: inout RowOutcomes) {
        var start = 0
        while start < changed.count {
            var end = start + 1
            while end < changed.count, changed[end].previous == changed[end - 1].position,
                follows(changed[end].mobile?.text, changed[end - 1].mobile?.text)
            {
                end += 1
            }
            let request = changed[start]
            // The number that the run was dragged from may have stood there before.
            let before = request.previous.map { moving[$0] ?? dotations[$0].contact.mobile }
            let count = end - start + (follows(request.mobile?.text, before) ? 1 : 0)
            if count >= 3 {
                rows.warn(request, .phoneConsecutive(count: count, lastRow: changed[end - 1].row))
            }
            start = end
        }
    }

    private func follows(_ next: String?, _ number: String?) -> Bool {
        guard let next = next.flatMap({ Int($0) }), let number = number.flatMap({ Int($0) }) else { return false }
        return next == number &+ 1
    }
}
