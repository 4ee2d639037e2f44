import Platform
import PostgresSyntax

/// Parses damaged copies of a file in memory: a reader that crashes, hangs or loses tokens shows here.
struct Damage {
    let name: String
    let bytes: [UInt8]
    private var random: SplitMix
    private var slowest: UInt64 = 0
    private var parsed = 0

    init(_ contents: FileContents, seed: UInt64) {
        name = contents.path
        bytes = contents.withUnsafeBytes { Array($0) }
        random = SplitMix(state: seed)
    }

    /// Parses `prefixes` beginnings of the file, and `mutations` changed copies of pieces of it, and prints how many
    /// parses that were and how long the slowest took.
    mutating func run(prefixes: Int, mutations: Int) {
        for _ in 0..<prefixes {
            let end = random.below(bytes.count + 1)
            check(bytes[..<end])
        }
        for _ in 0..<mutations { check(mutant()[...]) }
        print("\(name): \(parsed) damaged copies parsed, the slowest in \(slowest / 1000) µs")
    }

    /// A piece of up to 2,048 bytes with one to four changes.
    private mutating func mutant() -> [UInt8] {
        let count = random.below(min(2048, bytes.count)) + 1
        let start = random.below(bytes.count - count + 1)
        var piece = Array(bytes[start..<start + count])
        for _ in 0...random.below(4) {
            let place = random.below(piece.count)
            switch random.below(5) {
            case 0: piece[place] = UInt8(random.below(256))
            case 1: piece.insert(UInt8(random.below(256)), at: place)
            case 2: piece.insert(Array("'\"$(;\\-/*\0:\n".utf8)[random.below(12)], at: place)
            case 3 where piece.count > 1: piece.remove(at: place)
            default: piece += piece[place..<min(place + random.below(64), piece.count)]
            }
        }
        return piece
    }

    private mutating func check(_ bytes: ArraySlice<UInt8>) {
        let start = CurrentProcess.monotonicNanoseconds
        let tree = SyntaxTree.parse(SourceText(name: name, bytes: bytes))
        slowest = max(slowest, CurrentProcess.monotonicNanoseconds - start)
        parsed += 1
        var next = 0
        for element in tree.script {
            for token in next..<element.tokenRange.lowerBound where tree.tokens[token].kind != .semicolon {
                fail("error: token \(token) of a damaged copy of \(name) is lost")
            }
            next = element.tokenRange.upperBound
        }
    }
}

/// A small generator of numbers that are the same in every run.
private struct SplitMix {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 31) % UInt64(limit))
    }
}
