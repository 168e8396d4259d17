internal import DotationSales
public import Dotations

/// All that a plan says, item by item: what its fingerprint is made of, and how two plans are compared.
public struct PlanDescription {
    /// What a plan says of a subject.
    public enum Part: String, Sendable, Hashable, CaseIterable, Encodable {
        /// Under which conditions it was made.
        case condition
        /// What changes.
        case change
        /// Which e-mail goes out.
        case email
        /// That it is refused, and why.
        case refusal
        /// What is worth a look.
        case warning
        /// Why the number of changes has to be typed.
        case confirmation
    }

    /// What an item is about.
    public enum Subject: Sendable, Hashable {
        /// A dotation, or a sale.
        case id(RowID)
        /// A row of the sheet.
        case row(Int)
        /// The plan as a whole.
        case plan
    }

    private var encoder = HashEncoder()
    private var items: [(part: Part, subject: Subject, start: Int)] = []

    init(of plan: some ApprovablePlan) {
        plan.describe(to: &self)
        for need in plan.confirmations { add(.confirmation) { $0.append(need.message) } }
    }

    /// What the fingerprint is made of.
    var bytes: [UInt8] { encoder.bytes }

    /// Adds what the plan says of a subject.
    public mutating func add(_ part: Part, _ subject: Subject = .plan, _ encode: (inout HashEncoder) -> Void) {
        items.append((part, subject, encoder.bytes.count))
        encoder.append(part.rawValue)
        switch subject {
        case .id(.dotation(let id)): encoder.append(Int(id.rawValue))
        case .id(.sale(let id)): encoder.append(id.description)
        case .row(let row): encoder.append(-row)
        case .plan: encoder.append(nil as Int?)
        }
        encode(&encoder)
    }

    /// What is said of each subject, in each part.
    var contents: [PlanDifference.Item: [ArraySlice<UInt8>]] {
        var contents: [PlanDifference.Item: [ArraySlice<UInt8>]] = [:]
        let bytes = encoder.bytes
        for (index, item) in items.enumerated() {
            let end = index + 1 < items.count ? items[index + 1].start : bytes.count
            contents[PlanDifference.Item(part: item.part, subject: item.subject), default: []].append(bytes[item.start..<end])
        }
        return contents
    }
}
