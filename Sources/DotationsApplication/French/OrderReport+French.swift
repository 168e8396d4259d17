internal import DotationSheets
public import Dotations

extension OrderReport {
    /// What is seldom meant in an order sheet, and in the date of its order where that is to come.
    static func doubts(_ content: OrderSheet.Content, of date: CalendarDate?) -> [String] {
        func place(_ rows: [Int]) -> String {
            "\(rows.count == 1 ? "ligne" : "lignes") \(rows.prefix(5).map { String($0) }.joined(separator: ", "))\(rows.count > 5 ? "…" : "")"
        }
        var doubts: [String] = []
        if let date { doubts.append("La date de la commande, le \(date.french), est à venir.") }
        let large = content.warnings.filter { $0.warning.code == .amountLarge }.map(\.row)
        if !large.isEmpty {
            doubts.append(
                "\(large.count.counted("bénéficiaire aurait", "bénéficiaires auraient")) plus de "
                    + "\(OrderSheet.usualMaximum) : \(place(large)).")
        }
        let locked = content.dotations.filter { $0.status.kind == .other }
        if !locked.isEmpty {
            let need = ConfirmationNeed.unknownStatuses(Set(locked.map(\.status)), count: locked.count)
            doubts.append("\(need.message) Voir \(place(locked.compactMap(\.row))).")
        }
        return doubts
    }

    /// What is to be said of the sales that the order marks as ordered.
    public func notes(onSales count: Int) -> [String] {
        guard count > 0 else {
            return salesExport == nil || isExportKnown
                ? []
                : [
                    "Attention : cet export des ventes n’a pas été fait ici. La commande serait créée, mais aucune vente "
                        + "ne serait notée comme commandée."
                ]
        }
        return (isExportKnown ? [] : ["La feuille est un export des ventes : mêmes bénéficiaires, mêmes montants, mêmes contacts."])
            + ["\(count.counted("vente notée comme commandée", "ventes notées comme commandées"))."]
    }
}

extension OrderList {
    /// What the *espace client* calls it.
    public var french: String {
        switch self {
        case .pending: "en attente"
        case .inProgress: "en cours de traitement"
        case .history: "historique"
        }
    }
}
