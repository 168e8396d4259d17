import ArgumentParser
import Spreadsheet

@main
struct DotationsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dotations", subcommands: [Sheet.self])
    struct Sheet: ParsableCommand {
        static let configuration = CommandConfiguration(subcommands: [Dump.self])
        struct Dump: ParsableCommand {
            @Argument var file: String
            @Flag var json = false
            @Option var limits: String = "standard"
            func run() throws {
                do throws(SpreadsheetError) {
                    let w = try Workbook(path: file, limits: limits == "strict" ? .strict : .standard)
                    for s in w.sheets {
                        print("{\"sheet\":\(q(s.name)),\"state\":\"\(s.visibility.rawValue)\"}")
                        if s.kind != .worksheet && limits != "strict" { continue }
                        var r = try w.rows(of: s)
                        while let row = try r.next() {
                            var out: [String] = []
                            for c in row.cells {
                                while out.count < c.reference.column - 1 { out.append("null") }
                                switch c.value {
                                case .blank: out.append("null")
                                case .number(let d): out.append("\(d)")
                                case .date(let d): out.append("\(d.serial)")
                                case .text(let t): out.append(q(t))
                                case .boolean(let b): out.append("\(b)")
                                case .error(let e): out.append("{\"error\":\(q(e.rawValue))}")
                                }
                            }
                            print("{\"sheet\":\(q(s.name)),\"row\":\(row.number),\"cells\":[\(out.joined(separator: ","))]}")
                        }
                    }
                } catch {
                    print("{\"error\":{\"code\":\"\(error.code.rawValue)\",\"message\":\(q(error.description))}}", to: &err)
                    throw ExitCode(1)
                }
            }
        }
    }
}
import Foundation
struct E2: TextOutputStream { mutating func write(_ s: String) { FileHandle.standardError.write(Data(s.utf8)) } }
nonisolated(unsafe) var err = E2()
func q(_ s: String) -> String {
    var r = "\""
    for u in s.unicodeScalars {
        switch u {
        case "\"": r += "\\\""
        case "\\": r += "\\\\"
        case _ where u.value < 0x20: r += "\\u00" + (u.value < 16 ? "0" : "") + String(u.value, radix: 16)
        default: r.unicodeScalars.append(u)
        }
    }
    return r + "\""
}
