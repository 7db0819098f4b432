// What a cell is edited with: a line, several lines, a list, or words of a date with their reading
// under them. Every text is set as text; nothing of a cell is ever read as HTML.
(() => {
  const ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"];
  const { made } = dataView;
  let byMouse = false;
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => { byMouse = kind === "pointerdown"; }, true);
  }

  // An editor of the grid (AG Grid's ICellEditor). The key that opened it begins the new text.
  class CellEditor {
    init(params) {
      this.params = params;
      const { column, choices = [] } = params;
      const typed = params.eventKey && params.eventKey.length === 1 ? params.eventKey : null;
      this.field = this.makeField(choices);
      this.field.className = "data-field-in-cell";
      this.field.setAttribute("aria-label", dataView.grid.nameOf(column));
      this.field.value = typed === null ? params.value || "" : typed;
      this.selectAll = typed === null && params.eventKey !== "F2";
      this.root = this.wrap();
    }
    makeField() { return made("input", { type: "text", spellcheck: false, autocomplete: "off" }); }
    wrap() { return this.field; }
    getGui() { return this.root; }
    isPopup() { return false; }
    getPopupPosition() { return "over"; }
    getValue() { return this.field.value; }
    afterGuiAttached() {
      this.field.focus();
      if (this.selectAll && this.field.select) this.field.select();
    }
    focusIn() { this.field.focus(); }
  }

  class ListEditor extends CellEditor {
    makeField(choices) {
      const known = ["", ...choices];
      const { value } = this.params;
      const options = known.includes(value || "") ? known : [...known, value];
      return made("select", {}, ...options.map((text) => made("option", { value: text, textContent: text })));
    }
    init(params) {
      super.init(params);
      this.field.value = params.value || "";
      const begins = params.eventKey && params.eventKey.length === 1 && params.eventKey.toLowerCase();
      const first = begins && [...this.field.options].find((option) => option.value.startsWith(begins));
      if (first) this.field.value = first.value;
    }
    afterGuiAttached() {
      this.field.focus();
      // Opened with the mouse, the list unfolds at once; a browser may want another click for that.
      // By Tab it stays folded: unfolded, the next Tab would only fold it.
      if (byMouse && this.field.showPicker) {
        try { this.field.showPicker(); } catch { /* it unfolds with the next click */ }
      }
    }
  }

  // Any text, with those that are usual offered.
  class SuggestingEditor extends CellEditor {
    wrap() {
      const list = made("datalist", { id: "data-suggested" },
        ...this.params.choices.map((text) => made("option", { value: text })));
      this.field.setAttribute("list", list.id);
      return made("div", { className: "data-suggesting" }, this.field, list);
    }
  }

  class PopupEditor extends CellEditor {
    isPopup() { return true; }
    wide(width) { return `${Math.min(Math.max(this.params.column.getActualWidth(), width), innerWidth - 40)}px`; }
  }

  class LongEditor extends PopupEditor {
    makeField() { return made("textarea", { rows: 5, spellcheck: false }); }
    wrap() {
      const box = made("div", { className: "data-editor" }, this.field);
      box.style.width = this.wide(420);
      return box;
    }
  }

  class DateEditor extends PopupEditor {
    wrap() {
      this.reading = made("p", { className: "data-reading", id: "data-reading" });
      this.reading.setAttribute("role", "status");
      this.field.setAttribute("aria-describedby", this.reading.id);
      const ask = dataView.server.readingUnder(this.reading, { column: dataView.grid.nameOf(this.params.column), hint: this.params.help });
      this.field.addEventListener("input", () => ask(this.field.value));
      ask(this.field.value);
      const box = made("div", { className: "data-editor" }, this.field, this.reading);
      box.style.width = this.wide(300);
      return box;
    }
  }

  // While something is typed the arrows belong to the text; Enter is the grid's, but in a text of
  // several lines Shift and Enter begin a new one.
  const staysInEditor = ({ event, editing }) => {
    if (!editing) return false;
    if (event.key === "Enter" && event.shiftKey) return true;
    return ARROWS.includes(event.key);
  };

  Object.assign(dataView.editors, {
    staysInEditor,
    of: { line: CellEditor, long: LongEditor, date: DateEditor, list: ListEditor, suggested: SuggestingEditor },
  });
})();
