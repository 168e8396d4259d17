public import ArgumentParser
public import DotationStore
public import Dotations

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

extension Job.State: ExpressibleByArgument {}
