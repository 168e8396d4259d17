import Foundation

/// A row of the sheet that most tasks are about.
struct Person: Codable, Equatable {
    enum Status: String, Codable { case active, suspended }

    var number: String
    var name: String
    var born: Date?
    var amount: Decimal
    var status: Status
}

let people = [
    Person(number: "001", name: "Ève", born: Date(timeIntervalSince1970: 315_532_800), amount: 1250.5, status: .active),
    Person(number: "002", name: "Åse", born: nil, amount: 80, status: .suspended),
    Person(number: "003", name: "=Bob", born: Date(timeIntervalSince1970: 946_684_800), amount: 19.9, status: .active),
]
