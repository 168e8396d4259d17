internal import DotationSales
internal import Dotations

/// What a plan says, item by item, by hashes: enough to tell how another plan differs.
struct PlanDigest {
    private static let itemSize = 18

    private let items: [PlanDifference.Item: UInt64]

    init(_ description: PlanDescription) {
        items = description.contents.mapValues { parts in
            Hash256(of: parts.flatMap(\.self)).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
    }

    /// Reads what ``bytes`` gave; nil for anything else.
    init?(_ bytes: [UInt8]) {
        guard bytes.count % Self.itemSize == 0 else { return nil }
        var items: [PlanDifference.Item: UInt64] = [:]
        for start in stride(from: 0, to: bytes.count, by: Self.itemSize) {
            func number(_ range: Range<Int>) -> UInt64 {
                bytes[start..<start + Self.itemSize].dropFirst(range.lowerBound).prefix(range.count).reduce(0) { $0 << 8 | UInt64($1) }
            }
            let parts = PlanDescription.Part.allCases
            guard let subject = PlanDescription.Subject(kind: bytes[start + 1], number: number(2..<10)), Int(bytes[start]) < parts.count
            else { return nil }
            items[.init(part: parts[Int(bytes[start])], subject: subject)] = number(10..<18)
        }
        self.items = items
    }

    /// The digest as it is kept.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(items.count * Self.itemSize)
        func append(_ number: UInt64) {
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
        }
        for (item, hash) in items {
            let (kind, number) = item.subject.coded
            bytes += [UInt8(PlanDescription.Part.allCases.firstIndex(of: item.part) ?? 0), kind]
            append(number)
            append(hash)
        }
        return bytes
    }

    /// The items that the other has not, or has with another content.
    func subtracting(_ other: PlanDigest) -> Set<PlanDifference.Item> {
        Set(items.compactMap { item, hash in other.items[item] == hash ? nil : item })
    }
}

extension PlanDescription.Subject {
    fileprivate init?(kind: UInt8, number: UInt64) {
        switch kind {
        case 0: self = .plan
        case 1: self = .row(Int(truncatingIfNeeded: number))
        case 2:
            guard let id = UInt32(exactly: number).flatMap({ Dotation.ID(rawValue: $0) }) else { return nil }
            self = .id(.dotation(id))
        case 3:
            guard let id = Int(exactly: number).flatMap({ Sale.ID(rawValue: $0) }) else { return nil }
            self = .id(.sale(id))
        default: return nil
        }
    }

    fileprivate var coded: (UInt8, UInt64) {
        switch self {
        case .plan: (0, 0)
        case .row(let row): (1, UInt64(bitPattern: Int64(row)))
        case .id(.dotation(let id)): (2, UInt64(id.rawValue))
        case .id(.sale(let id)): (3, UInt64(id.rawValue))
        }
    }
}
