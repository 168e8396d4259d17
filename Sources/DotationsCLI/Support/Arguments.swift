public import ArgumentParser
public import DotationStore
public import Dotations
public import Sales

extension OrderNumber: ExpressibleByArgument {
    /// Reads a number as it is typed, also grouped: `2 800 901`.
    public init?(argument: String) { self.init(argument) }
}

extension Dotation.ID: ExpressibleByArgument {
    /// Reads the eight digits.
    public init?(argument: String) { self.init(argument) }
}

extension CalendarDate: ExpressibleByArgument {
    /// Reads `2020-08-21` or `21/08/2020`.
    public init?(argument: String) { self.init(argument) }
}

extension Operation.ID: ExpressibleByArgument {
    /// Reads the number of an operation.
    public init?(argument: String) { self.init(argument) }
}

extension Sale.ID: ExpressibleByArgument {
    /// Reads the number of a sale.
    public init?(argument: String) { self.init(argument) }
}

extension Sale.Status: ExpressibleByArgument {
    /// Reads a status as it is shown.
    public init?(argument: String) { self.init(label: argument) }
}

extension ExportIdentity: ExpressibleByArgument {
    /// Reads the name of an export.
    public init?(argument: String) { self.init(argument) }
}

extension Euros: ExpressibleByArgument {
    /// Reads an amount as it is typed: `50`, `50€`, `1 250,50 €`.
    public init?(argument: String) { self.init(argument) }
}

extension Job.State: ExpressibleByArgument {}
