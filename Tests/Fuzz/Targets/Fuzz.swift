import CFuzzer
import Foundation

/// `Fuzz list` names the targets; `Fuzz TARGET seeds FOLDER` writes inputs to begin with and a dictionary; `Fuzz TARGET …` is libFuzzer.
@main enum Fuzz {
    /// Set once, before libFuzzer calls anything.
    nonisolated(unsafe) static var target: any FuzzTarget.Type = fuzzTargets[0]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, arguments[1] != "list" else {
            for target in fuzzTargets { print(target.name) }
            return
        }
        guard let chosen = fuzzTargets.first(where: { $0.name == arguments[1] }) else {
            FileHandle.standardError.write(Data("fuzz: there is no target \(arguments[1])\n".utf8))
            exit(64)
        }
        target = chosen
        if arguments.count == 4, arguments[2] == "seeds" {
            try writeSeeds(to: URL(filePath: arguments[3], directoryHint: .isDirectory))
        } else {
            exit(runFuzzer([arguments[0]] + ["-max_len=\(chosen.longestInput)"] + arguments.dropFirst(2)))
        }
    }

    private static func writeSeeds(to folder: URL) throws {
        let seeds = try target.seeds()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (number, seed) in seeds.enumerated() {
            precondition(seed.count <= target.longestInput, "seed \(number) of \(target.name) is longer than its inputs may be")
            try Data(seed).write(to: folder.appending(path: "seed-\(number)"))
        }
        // The dictionary's form: https://llvm.org/docs/LibFuzzer.html#dictionaries
        let lines = target.words.filter { !$0.isEmpty }.map { word in
            "\"" + word.utf8.map { String(format: "\\x%02X", $0) }.joined() + "\"\n"
        }
        try Data(lines.joined().utf8).write(to: folder.appendingPathExtension("dict"))
    }

    /// libFuzzer's arguments, which it keeps for as long as the process lives.
    nonisolated(unsafe) private static var vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

    private static func runFuzzer(_ arguments: [String]) -> Int32 {
        var count = Int32(arguments.count)
        let pointers = arguments.map { strdup($0) } + [nil]
        let storage = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: pointers.count)
        storage.initialize(from: pointers, count: pointers.count)
        vector = storage
        return LLVMFuzzerRunDriver(&count, &vector) { data, size in
            Fuzz.target.run(Array(UnsafeBufferPointer(start: data, count: size)))
            return 0
        }
    }
}

/// Damages an input: XML half of the time as XML.
@_cdecl("LLVMFuzzerCustomMutator")
func mutate(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: UInt32) -> Int {
    guard Fuzz.target.isXML, seed & 1 == 0 else { return LLVMFuzzerMutate(data, size, maximum) }
    var mutator = SheetMutator(seed: UInt64(seed))
    let damaged = mutator.mutated(Array(UnsafeBufferPointer(start: data, count: size))).prefix(maximum)
    guard !damaged.isEmpty else { return LLVMFuzzerMutate(data, size, maximum) }
    for (index, byte) in damaged.enumerated() { data[index] = byte }
    return damaged.count
}
