internal import DotationSales
internal import DotationsApplication

/// What an address or a form says of what is to be exported.
struct SalesChoice {
    /// The numbers of the events; empty for all of them.
    var numbers: [Int]
    let grouping: ConnectExport.Grouping

    init(_ fields: Fields) {
        numbers = (fields["evenements"] ?? "").split(separator: "-").compactMap { Int($0) }
        grouping = fields["lignes"] == "chequier" ? .perVoucherBook : .perBeneficiary
    }

    /// The same as an address has it. It stays in the address of each form, so that it is there after signing in again.
    var query: String {
        let fields = [
            numbers.isEmpty ? nil : "evenements=" + numbers.map(String.init).joined(separator: "-"),
            grouping == .perBeneficiary ? nil : "lignes=chequier",
        ].compactMap(\.self)
        return fields.isEmpty ? "" : "?" + fields.joined(separator: "&")
    }

    /// The names of the events; all of them is none.
    func names(_ events: [SaleEvent]) throws -> [String] {
        try numbers.map { number in
            guard let event = events[numbered: number] else { throw NoSuchPage() }
            return event.name
        }
    }
}
