"use strict";
/* Unpacks LZMA as Python's own module writes it raw, with the settings of report_scripts.py. Names
   follow the specification that comes with the LZMA SDK (Igor Pavlov, public domain). */

/** Chances of a bit to be 0, of 2048; at first one half. */
function chances(count) {
  return new Uint16Array(count).fill(1024);
}

/** Reads bits out of packed bytes: by chances that learn from what was read, or direct ones. */
class Bits {
  constructor(packed) {
    this.packed = packed;
    this.at = 5;
    // Range and code; numbers of 32 bits, which a typed array keeps so.
    this.now = new Uint32Array([0xffffffff, 0]);
    for (let n = 1; n < 5; n += 1) this.now[1] = (this.now[1] << 8) | packed[n];
  }

  widen() {
    if (this.now[0] >= 0x1000000) return;
    this.now[0] <<= 8;
    this.now[1] = (this.now[1] << 8) | this.packed[this.at];
    this.at += 1;
  }

  next(table, place) {
    const { now } = this, chance = table[place], bound = (now[0] >>> 11) * chance;
    const bit = now[1] < bound ? 0 : 1;
    if (bit) {
      now[0] -= bound;
      now[1] -= bound;
      table[place] = chance - (chance >> 5);
    } else {
      now[0] = bound;
      table[place] = chance + ((2048 - chance) >> 5);
    }
    this.widen();
    return bit;
  }

  /** So many bits of even chance. */
  direct(count) {
    let read = 0;
    for (let n = 0; n < count; n += 1) {
      this.now[0] >>>= 1;
      const bit = this.now[1] < this.now[0] ? 0 : 1;
      if (bit) this.now[1] -= this.now[0];
      this.widen();
      read = (read << 1) | bit;
    }
    return read;
  }

  /** A number of so many bits, the highest first; each has its own chance. */
  tree(table, start, count) {
    let node = 1;
    for (let n = 0; n < count; n += 1) node = (node << 1) | this.next(table, start + node);
    return node - (1 << count);
  }

  /** The same, the lowest bit first. */
  reverse(table, start, count) {
    let node = 1, read = 0;
    for (let n = 0; n < count; n += 1) {
      const bit = this.next(table, start + node);
      node = (node << 1) | bit;
      read |= bit << n;
    }
    return read;
  }
}

/** How long a repeated piece is, less the two bytes that every one has. */
class Lengths {
  constructor() {
    Object.assign(this, { choice: chances(2), low: chances(8), mid: chances(8), high: chances(256) });
  }

  next(bits) {
    if (!bits.next(this.choice, 0)) return bits.tree(this.low, 0, 3);
    if (!bits.next(this.choice, 1)) return 8 + bits.tree(this.mid, 0, 3);
    return 16 + bits.tree(this.high, 0, 8);
  }
}

/** How far back a repeated piece begins. */
class Distances {
  constructor() {
    Object.assign(this, { slots: chances(4 * 64), near: chances(115), align: chances(16) });
  }

  next(bits, length) {
    const slot = bits.tree(this.slots, 64 * Math.min(length, 3), 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1, first = (2 | (slot & 1)) << count;
    if (slot < 14) return first + bits.reverse(this.near, first - slot, count);
    return first + (bits.direct(count - 4) << 4) + bits.reverse(this.align, 0, 4);
  }
}

/** A byte that repeats nothing: its chances hang on the byte before; after a repeated piece also on
    the byte that would have come next in that piece. */
function literal(bits, table, before, expected) {
  const start = 0x300 * (before >> 5);
  let node = 1, alike = expected >= 0;
  while (node < 256) {
    if (!alike) {
      node = (node << 1) | bits.next(table, start + node);
      continue;
    }
    const guess = (expected >> 7) & 1;
    const bit = bits.next(table, start + ((1 + guess) << 8) + node);
    expected <<= 1;
    node = (node << 1) | bit;
    alike = guess === bit;
  }
  return node & 255;
}

/** The bytes that were packed, of which there are so many. */
function decompressed(packed, size) {
  const bits = new Bits(packed), bytes = new Uint8Array(size);
  const lengths = new Lengths(), againLengths = new Lengths(), distances = new Distances();
  const literals = chances(0x300 << 3), repeats = chances(12), again = chances(12);
  const [older, oldest, eldest, longer] = [12, 12, 12, 12].map(chances);
  let state = 0, at = 0, back = [0, 0, 0, 0];
  while (at < size) {
    if (!bits.next(repeats, state)) {
      const expected = state < 7 ? -1 : bytes[at - back[0] - 1];
      bytes[at] = literal(bits, literals, at ? bytes[at - 1] : 0, expected);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      at += 1;
      continue;
    }
    let length = 1;
    if (!bits.next(again, state)) {
      const more = lengths.next(bits);
      back = [distances.next(bits, more), back[0], back[1], back[2]];
      length = more + 2;
      state = state < 7 ? 7 : 10;
    } else {
      const which = !bits.next(older, state) ? 0 : !bits.next(oldest, state) ? 1 : 2 + bits.next(eldest, state);
      if (which || bits.next(longer, state)) {
        back.unshift(...back.splice(which, 1));
        length = againLengths.next(bits) + 2;
        state = state < 7 ? 8 : 11;
      } else {
        state = state < 7 ? 9 : 11;
      }
    }
    for (const end = Math.min(at + length, size); at < end; at += 1) bytes[at] = bytes[at - back[0] - 1];
  }
  return bytes;
}
