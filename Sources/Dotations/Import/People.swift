/// The people of an order's dotations, as numbers: whether two dotations are one person's is a comparison of two numbers.
struct People {
    private let numbers: [Int]

    init(_ dotations: [Dotation]) {
        // Names tell where a staff number is missing, and are only folded then.
        let needsNames = dotations.contains { $0.matricule.isEmpty }
        var byMatricule: [String: Int] = [:]
        var byName: [String: Int] = [:]
        var numbers = [Int](repeating: 0, count: dotations.count)
        for (position, dotation) in dotations.enumerated() where !dotation.matricule.isEmpty {
            let person = byMatricule[dotation.matricule] ?? position
            byMatricule[dotation.matricule] = person
            numbers[position] = person
            guard needsNames else { continue }
            let key = Self.nameKey(dotation.lastName, dotation.firstName)
            if byName[key] == nil { byName[key] = person }
        }
        for (position, dotation) in dotations.enumerated() where dotation.matricule.isEmpty {
            let key = Self.nameKey(dotation.lastName, dotation.firstName)
            let person = byName[key] ?? position
            byName[key] = person
            numbers[position] = person
        }
        self.numbers = numbers
    }

    /// The names of a person as they are compared.
    static func nameKey(_ lastName: String, _ firstName: String) -> String { Folding.key(lastName) + " " + Folding.key(firstName) }

    /// The person of the dotation at a position.
    subscript(position: Int) -> Int { numbers[position] }
}
