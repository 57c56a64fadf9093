// The search engine in a reader's browser: it treats the words of a query as `searching/words.py` treats those of
// texts, loads the pieces of the index that contain them, and adds up weights. No request leaves the site.
"use strict";
(function () {
  var root = document.documentElement.dataset.content_root || "./";
  var own = document.currentScript.src;

  // ---- loading: data comes as scripts, which a page opened from a file may load too ----
  var loading = {};
  function load(name) {
    // The handbook's own pages are one file, made with them.
    var file = name.startsWith("pages-") ? "reference/search-pages" : "data/search/" + name;
    loading[file] = loading[file] || script(root + file + ".js", /^(entries|pages)/.test(name) ? "high" : "low");
    return loading[file].then(function () { return window.handbookData[name]; });
  }
  // The priority makes entries, and pages, which may stand before them, arrive before passages on a slow connection.
  function script(address, priority) {
    return new Promise(function (done, failed) {
      var element = document.createElement("script");
      element.fetchPriority = priority || "auto";
      element.src = address; element.onload = done;
      element.onerror = function () { element.remove(); failed(new Error(address)); };
      document.head.append(element);
    });
  }
  var about = null, ready = null, endings = null, EXCERPT = 110;
  function beside(file) { return script(own.replace("search.js", file)); }
  function begin() {
    ready = ready || Promise.all([load("about"), beside("stemmers.js")]).then(function (parts) {
      about = parts[0];
      about.pages = { first: [""], shown: Infinity };
      about.stop = new Set(about.stop);
      about.same = new Map(Object.entries(about.same));
      about.latin = new Map(Object.entries(about.latin));
    });
    return ready;
  }
  // The stemmer of Cyrillic words comes to who writes such.
  function readyFor(query) {
    return begin().then(function () {
      if (!cyrillic.test(query || "")) { return null; }
      endings = endings || beside("stemmer-ru.js").catch(function (error) { endings = null; throw error; });
      return endings;
    });
  }

  // ---- words ------------------------------------------------------------------------------
  var letters = { "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ё": "е" };
  var cyrillic = /[\u0400-\u04ff]/;
  function fold(word) {
    return word.replace(/[øłđıæœßё]/g, function (letter) { return letters[letter]; }).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
  function stem(language, word) { return window.handbookStemmers[language].stemWord(word); }
  function latin(word) { return Array.from(word, function (letter) { return about.latin.has(letter) ? about.latin.get(letter) : letter; }).join(""); }
  function english(word) { return stem("en", fold(word)); }
  // The keys under which a word may be in the index, the likeliest first.
  function keys(word) {
    var made;
    if (cyrillic.test(word)) {
      word = word.replace(/ё/g, "е");
      made = [fold(stem("ru", word)), english(latin(word)), english(latin(stem("ru", word)))];
    } else {
      made = [english(word), fold(stem("fr", word))];
    }
    return made;
  }
  function same(key) { return about.same.get(key) || key; }
  function unique(list) { return Array.from(new Set(list)); }
  function split(text) { return text.normalize("NFKC").match(/[\p{L}\p{N}]+/gu) || []; }
  // The words of a query without stop words; acronyms in capitals (UN, AU) count, even if they spell a stop word.
  function telling(text) {
    var all = split(text), shouted = text === text.toUpperCase();
    var chosen = all.filter(function (word) { return !about.stop.has(fold(word)) || (!shouted && word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase()); });
    return unique((chosen.length ? chosen : all).map(function (word) { return word.toLowerCase(); }));
  }
  function understood(text) {
    return telling(text).map(function (word) { return { word: word, folded: fold(word), own: unique(keys(word)), keys: unique(keys(word).map(same)), year: /^(19|20)\d\d$/.test(word) }; });
  }

  // ---- the index ----------------------------------------------------------------------------
  function pieceOf(index, key) {
    var first = about[index].first, low = 0, high = first.length - 1;
    while (low < high) { var middle = (low + high + 1) >> 1; if (first[middle] <= key) { low = middle; } else { high = middle - 1; } }
    return low;
  }
  function piece(index, number) { return load(index + "-" + number); }
  function add(postings, flat, factor) {
    for (var i = 0, at = 0; i < flat.length; i += 2) {
      at += flat[i];
      // A weight, and bits for the fields in `weights.SHORT_FIELDS` that contain the word.
      var weight = Math.floor(flat[i + 1] / 16) * factor, bits = flat[i + 1] % 16, known = postings.get(at);
      postings.set(at, known ? { weight: Math.max(known.weight, weight), bits: known.bits | bits } : { weight: weight, bits: bits });
    }
  }
  function has(object, key) { return Object.prototype.hasOwnProperty.call(object, key); }
  function lookUp(index, wanted, factor, postings) {
    return Promise.all(wanted.map(function (key) {
      return piece(index, pieceOf(index, key)).then(function (held) { if (has(held, key)) { add(postings, held[key], factor); } });
    })).then(function () { return postings; });
  }
  // A word that is not in the index may be the beginning of one, or a misspelling: of a name, never of any other word.
  function guesses(unit, last) {
    var spelt = unique(cyrillic.test(unit.word) ? [unit.folded, fold(latin(unit.word.replace(/ё/g, "е")))] : [unit.folded]);
    return load("names").then(function (names) {
      var begun = last ? names.filter(function (name) { return spelt.some(function (word) { return word.length > 1 && name.startsWith(word); }); }) : [];
      if (begun.length) { return { words: begun.slice(0, 40), factor: 0.7 }; }
      var best = 9, near = [];
      names.forEach(function (name) {
        spelt.forEach(function (word) {
          if (word.length < 4 || /\d/.test(word)) { return; }
          var most = word.length < 7 ? 1 : 2, far = distance(word, name, most);
          if (far <= most && far < best) { best = far; near = []; }
          if (far <= most && far === best) { near.push(name); }
        });
      });
      return { words: near, factor: 0.6 };
    });
  }
  // The distance by optimal string alignment; the computation stops beyond `most`.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) { return most + 1; }
    var before = null, last = [], i, j;
    for (j = 0; j <= b.length; j++) { last[j] = j; }
    for (i = 1; i <= a.length; i++) {
      var row = [i], least = i;
      for (j = 1; j <= b.length; j++) {
        var cost = a[i - 1] === b[j - 1] ? 0 : 1;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (before && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) { row[j] = Math.min(row[j], before[j - 2] + 1); }
        least = Math.min(least, row[j]);
      }
      if (least > most) { return most + 1; }
      before = last; last = row;
    }
    return last[b.length];
  }
  function postingsOf(index, unit, last) {
    // Pages know no words that mean the same, and have no names that could be misspelt; a word of theirs may be begun.
    if (index === "pages") {
      return load("pages-0").then(function (held) {
        var known = unit.own.filter(function (key) { return has(held, key); }), found = new Map();
        var begun = known.length || !last || unit.folded.length < 3 ? known : Object.keys(held).filter(function (key) { return key.startsWith(unit.folded); });
        begun.forEach(function (key) { add(found, held[key], 1); });
        return found;
      });
    }
    return lookUp(index, unit.keys, 1, new Map()).then(function (found) {
      if (found.size || (unit.guessed && !unit.guessed.words.length)) { return found; }
      return (unit.guessed ? Promise.resolve(unit.guessed) : guesses(unit, last)).then(function (guessed) {
        unit.guessed = guessed;
        return lookUp(index, unique(guessed.words.map(function (word) { return same(cyrillic.test(word) ? fold(stem("ru", word)) : english(word)); })), guessed.factor, found);
      });
    });
  }
  // The keys of whole names: every combination of one key for each word, if there are few words.
  function whole(units, index) {
    if (!units.length || units.length > 6) { return []; }
    var chosen = [[]];
    units.forEach(function (unit) {
      chosen = chosen.flatMap(function (sofar) { return (index === "pages" ? unit.own : unit.keys).slice(0, 2).map(function (key) { return sofar.concat(key); }); });
    });
    return unique(chosen.map(function (parts) { return "=" + unique(parts).sort().join("+"); }));
  }

  // ---- finding --------------------------------------------------------------------------------
  // The numbers of an index's documents, best first. Pages and passages with all words come before those with some. An entry
  // is long: all words of a question may stand somewhere in it that is about something else, so that it comes before another only
  // if its name, gloss and labels say as much of what is asked.
  function ranked(index, units) {
    var entries = index === "entries", years = units.filter(function (unit) { return unit.year; });
    var steps = units.flatMap(function (unit) { return years.flatMap(function (year) { return unit === year ? [] : unit.keys.map(function (key) { return key + "~" + year.word; }); }); });
    return Promise.all([
      Promise.all(units.map(function (unit, number) { return postingsOf(index, unit, number === units.length - 1); })),
      lookUp(index, whole(units, index), 1, new Map()),
      lookUp(index, steps, 1, new Map())
    ]).then(function (got) {
      var docs = new Map();
      function of(doc) { if (!docs.has(doc)) { docs.set(doc, { doc: doc, score: 0, matched: 0, each: 15, any: 0, inName: 0, whole: false }); } return docs.get(doc); }
      got[0].forEach(function (postings) {
        postings.forEach(function (has, doc) {
          var sum = of(doc);
          sum.score += has.weight; sum.matched += 1; sum.each &= has.bits; sum.any += has.bits ? 1 : 0; sum.inName += has.bits & 1;
        });
      });
      got[1].forEach(function (_has, doc) { var sum = of(doc); sum.matched = sum.any = units.length; sum.score += 1e5; sum.whole = true; });
      got[2].forEach(function (has, doc) { of(doc).score += has.weight; });
      return Array.from(docs.values(), function (sum) {
        var all = sum.matched === units.length, factor = sum.matched / units.length;
        // Factors for the words in its name or another short field; for all in the gloss; for all in the name or an office.
        if (units.length > 1) {
          var told = entries ? 0.2 + (0.5 * sum.any + sum.inName) / units.length : all ? 0.8 + 0.5 * sum.any / units.length : 1;
          factor *= all && sum.each & 3 ? 1.8 : all && sum.each & 4 ? Math.max(told, 1.4) : told;
        }
        return {
          doc: sum.doc, all: all, score: sum.score * factor, part: sum.matched / units.length,
          // Texts of pages are longer than what is shown of them.
          asked: index === "pages" ? units : null,
          // The query is its name; has all words in one name or office; or, of a page, in what it says that it answers.
          whole: sum.whole, named: all && (sum.whole || (sum.each & 3) > 0), told: all && (sum.whole || (sum.each & 7) > 0)
        };
      }).filter(function (hit, _number, hits) {
        // Where a page has all words, others are not what is looked for; with fewer than half nothing can be expected.
        return index !== "pages" || hit.all || (hit.part >= 0.5 && !hits.some(function (other) { return other.all; }));
      }).sort(function (a, b) { return (entries ? 0 : b.all - a.all) || b.score - a.score || a.doc - b.doc; });
    });
  }
  function shown(index, hits) {
    var per = about[index].shown;
    return Promise.all(hits.map(function (hit) {
      return load(index + "-shown" + (per < Infinity ? "-" + Math.floor(hit.doc / per) : "-0")).then(function (held) {
        var row = held[per < Infinity ? hit.doc % per : hit.doc];
        return { address: root + row[0], name: row[1], kind: row[2], gloss: hit.asked ? excerpt(row[3], hit.asked) : row[3], type: row[4], all: hit.all };
      });
    }));
  }
  // The part of a text that has most words of the query; its beginning, if that has as many.
  function excerpt(text, units) {
    if (text.length <= EXCERPT) { return text; }
    var found = Array.from(text.matchAll(/[\p{L}\p{N}]+/gu)).flatMap(function (match) {
      var word = match[0].normalize("NFKC").toLowerCase(), known = keys(word);
      return units.filter(function (unit, number) {
        return unit.own.some(function (key) { return known.includes(key); }) || (number === units.length - 1 && unit.folded.length > 2 && fold(word).startsWith(unit.folded));
      }).map(function (unit) { return { at: match.index, end: match.index + match[0].length, unit: unit }; });
    });
    var start = 0, most = 0;
    [0].concat(found.map(function (one) { return text.lastIndexOf(" ", Math.max(one.at - 40, 0)) + 1; })).forEach(function (from) {
      var has = new Set(found.filter(function (one) { return one.at >= from && one.end <= from + EXCERPT; }).map(function (one) { return one.unit; })).size;
      if (has > most) { most = has; start = from; }
    });
    var rest = text.slice(start);
    return (start ? "… " : "") + (rest.length <= EXCERPT ? rest : rest.slice(0, rest.lastIndexOf(" ", EXCERPT)) + " …");
  }
  function quoted(query) { return (query.match(/"[^"]+"|«[^»]+»|“[^”]+”/g) || []).map(function (part) { return split(part).map(fold).join(" "); }).filter(Boolean); }
  // Keep only the hits that contain the quoted phrases literally.
  function literally(index, hits, phrases) {
    if (!phrases.length) { return Promise.resolve(hits); }
    var candidates = hits.filter(function (hit) { return hit.all; }).slice(0, 200);
    return shown(index, candidates).then(function (rows) {
      return candidates.filter(function (_hit, number) {
        var text = " " + split(rows[number].name + " " + rows[number].gloss).map(fold).join(" ") + " ";
        return phrases.every(function (phrase) { return text.includes(" " + phrase + " "); });
      });
    });
  }
  // The hits of a query in "entries", "pages" or "passages", in order; `shown` then gives the rows to show for some at a time.
  function find(index, query) {
    return readyFor(query).then(function () {
      var units = understood(query);
      if (!units.length) { return []; }
      return ranked(index, units).then(function (hits) { return literally(index, hits, quoted(query)); });
    });
  }
  // Whether a page is what is asked for: it has all words, and no entry is meant. An entry is meant by its name or office,
  // unless the query is the page's name; one that has all words in its text is, unless the page says that it answers them.
  function pagesFirst(entries, pages) {
    var entry = entries[0], page = pages[0];
    if (!page || !page.all) { return false; }
    if (!entry || !entry.all) { return true; }
    return entry.named ? page.whole && !entry.whole : page.told;
  }
  // The number of hits down to the last that has all words of the query; of all hits if none has.
  function best(hits) { return hits.reduce(function (number, hit, at) { return hit.all ? at + 1 : number; }, 0) || hits.length; }
  // The number of hits in words: the best, and in brackets those with only some of the words.
  function counted(hits, one, many, words) {
    var number = best(hits), rest = hits.length - number;
    return (number === 1 ? one : many.replace("{count}", number)) + (rest ? " (+ " + rest + " " + words.somewords.toLowerCase() + ")" : "");
  }
  function found(entries, pages, passages, words) {
    var parts = [];
    if (entries.length) { parts.push(counted(entries, words.oneentry, words.manyentries, words)); }
    if (pages.length) { parts.push(counted(pages, words.onepage, words.manypages, words)); }
    if (passages.length) { parts.push(counted(passages, words.onepassage, words.manypassages, words)); }
    return parts.join(", ") || words.none;
  }
  window.handbookSearch = {
    begin: readyFor, find: find, shown: shown, found: found, best: best, pagesFirst: pagesFirst,
    facets: function () { return begin().then(function () { return load("facets"); }); },
    types: function () { return about.types; },
    // For tests, which compare these with the words of the index.
    keys: function (word) { return unique(keys(word)); },
    wordsOf: function (query) { return understood(query); }
  };
})();
