internal import DotationText
internal import Dotations

/// Everybody who may take part, found by what a sheet says of them.
public struct Roster: Sendable {
    /// The people, by their staff numbers.
    public let people: [String: Beneficiary]
    private let byNumber: [String: [Beneficiary]]
    private let byName: [String: [Beneficiary]]

    /// A roster; of two people with one staff number the first counts.
    public init(_ people: some Sequence<Beneficiary>) {
        var byMatricule: [String: Beneficiary] = [:]
        var byNumber: [String: [Beneficiary]] = [:]
        var byName: [String: [Beneficiary]] = [:]
        let count = people.underestimatedCount
        byMatricule.reserveCapacity(count)
        byNumber.reserveCapacity(count)
        byName.reserveCapacity(count)
        for person in people where byMatricule[person.matricule] == nil {
            byMatricule[person.matricule] = person
            byNumber[Self.key(ofMatricule: person.matricule), default: []].append(person)
            byName[person.nameKey, default: []].append(person)
        }
        self.people = byMatricule
        self.byNumber = byNumber
        self.byName = byName
    }

    /// A staff number without what a spreadsheet takes from it by itself: leading zeros, spaces and case.
    static func key(ofMatricule matricule: String) -> String {
        MatriculeKey.of(Folding.key(matricule))
    }

    /// The one person that a staff number and names say.
    ///
    /// A number that is somebody's to the letter is theirs; else `1` also finds `001`, where names or the absence of another `1` leave no doubt.
    /// Names count after case, accents and punctuation are
    /// folded, and in either order. A staff number whose names are somebody else's is refused; without a number both names are needed.
    ///
    /// - Throws: `sale.cell-empty`, `sale.beneficiary-unknown`, `sale.beneficiary-ambiguous` or `sale.name-mismatch`.
    public func person(
        matricule: String?, lastName: String?, firstName: String?
    ) throws(SaleRefusal)
        -> Beneficiary
    {
        guard let matricule else {
            guard let lastName, let firstName else {
                throw .cellEmpty(lastName == nil ? firstName == nil ? .matricule : .lastName : .firstName)
            }
            return try only(named(lastName, firstName), .lastName, Self.fullName(lastName, firstName))
        }
        guard let candidates = byNumber[Self.key(ofMatricule: matricule)] else {
            throw .beneficiaryUnknown(.matricule, given: matricule)
        }
        let exact = people[matricule]
        guard lastName != nil || firstName != nil else {
            if let exact { return exact }
            return try only(candidates, .matricule, matricule)
        }
        if let exact, Self.isNamed(exact, lastName, firstName) { return exact }
        let matching = candidates.filter { Self.isNamed($0, lastName, firstName) }
        guard !matching.isEmpty else {
            throw .nameMismatch(matricule: matricule, name: Self.fullName(lastName, firstName))
        }
        return try only(matching, .matricule, matricule)
    }

    private func only(_ candidates: [Beneficiary], _ column: SaleColumn, _ given: String) throws(SaleRefusal) -> Beneficiary {
        guard let first = candidates.first else { throw .beneficiaryUnknown(column, given: given) }
        guard candidates.count == 1 else { throw .beneficiaryAmbiguous(column, given: given, count: candidates.count) }
        return first
    }

    private func named(_ lastName: String, _ firstName: String) -> [Beneficiary] {
        let (last, first) = (Folding.key(lastName), Folding.key(firstName))
        return (byName[last + " " + first] ?? []) + (last == first ? [] : byName[first + " " + last] ?? [])
    }

    private static func isNamed(_ person: Beneficiary, _ lastName: String?, _ firstName: String?) -> Bool {
        let known = (Folding.key(person.lastName), Folding.key(person.firstName))
        let (last, first) = (lastName.map { Folding.key($0) }, firstName.map { Folding.key($0) })
        func isSame(_ a: String, _ b: String) -> Bool { (last ?? a) == a && (first ?? b) == b }
        return isSame(known.0, known.1) || (last != nil && first != nil && isSame(known.1, known.0))
    }

    private static func fullName(_ lastName: String?, _ firstName: String?) -> String {
        [lastName, firstName].compactMap(\.self).joined(separator: " ")
    }
}
