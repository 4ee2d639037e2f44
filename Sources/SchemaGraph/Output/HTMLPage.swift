import Platform

extension SchemaGraph {
    /// A page that needs nothing else: the drawing, to be searched, filtered, moved and enlarged, and for each node its
    /// definition with its place, what it needs and what needs it.
    public var html: String {
        let drawing = Drawing(self)
        let size = drawing.layout.size
        let (width, height) = (Int(size.width.rounded(.up)), Int(size.height.rounded(.up)))
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Schema</title>
            <style>\(Drawing.style)\(HTMLPage.style)</style>
            </head>
            <body>
            \(HTMLPage.controls)
            <main>
            <svg id="drawing" role="application" aria-label="Dependencies" tabindex="0" data-width="\(width)" data-height="\(height)">
            <g id="scene">
            \(drawing.content)
            </g>
            </svg>
            </main>
            <aside id="panel" aria-live="polite"></aside>
            <script type="application/json" id="data">\(pageData)</script>
            <script>\(HTMLPage.script)</script>
            </body>
            </html>

            """
    }

    /// What the page's script knows of nodes and edges.
    private var pageData: String {
        var json = JSONWriter()
        json.object { json in
            json.array("nodes") { json in
                for node in nodes {
                    json.object { json in
                        json.value("kind", node.kind)
                        json.value("name", node.name)
                        json.value("place", node.place.map { "\($0.file):\($0.line)" })
                        json.value("definition", node.definition)
                    }
                }
            }
            json.array("edges") { json in
                for edge in edges {
                    json.object { json in
                        json.value("from", edge.from)
                        json.value("to", edge.to)
                        json.value("body", !edge.isRecorded)
                        json.value("place", edge.place.map { "\($0.file):\($0.line)" })
                    }
                }
            }
        }
        // Within a script element, `</` and `<!--` would end or change it.
        return String(decoding: json.bytes, as: UTF8.self).split(separator: "<", omittingEmptySubsequences: false)
            .joined(separator: "\\u003c")
    }
}

/// The parts of the page that are the same for every graph.
private enum HTMLPage {
    static let controls = """
        <header>
        <input id="search" type="search" placeholder="Search ( / )" aria-label="Search objects" autocomplete="off">
        <div id="kinds" role="group" aria-label="Kinds"></div>
        <span class="space"></span>
        <button id="out" title="Smaller ( - )" aria-label="Smaller">−</button>
        <button id="in" title="Larger ( + )" aria-label="Larger">+</button>
        <button id="fit" title="Show all ( 0 )">All</button>
        <button id="theme" title="Light or dark ( t )">Theme</button>
        </header>
        """

    static let style = """
        html, body { margin:0; height:100%; }
        body { display:grid; grid-template:auto 1fr / 1fr auto; font:13px ui-sans-serif, system-ui, "Helvetica Neue", Arial,
          sans-serif; background:var(--page); color:var(--ink); --page:#ffffff; --ink:#1c2733; --soft:#66727f; --edge:#c3ccd6;
          --frame:#f5f7f9; --mark:#1769c5; }
        svg { color-scheme:light; }
        @media (prefers-color-scheme: dark) { body:not(.light) { --page:#14191f; --ink:#dde5ee; --soft:#95a2b0; --edge:#3b4754;
          --frame:#191f26; --mark:#6cb0ff; } }
        body.dark { --page:#14191f; --ink:#dde5ee; --soft:#95a2b0; --edge:#3b4754; --frame:#191f26; --mark:#6cb0ff; }
        body.light svg { --page:#ffffff; --ink:#1c2733; --soft:#66727f; --line:#8a97a6; --box:#ffffff; --edge:#c3ccd6;
          --frame:#f5f7f9; --head:#dfe9f5; --view:#e3f1e3; --code:#f7ebd9; --type:#f0e6f6; }
        body.dark svg { --page:#14191f; --ink:#dde5ee; --soft:#95a2b0; --line:#7d8b9a; --box:#1d242c; --edge:#3b4754;
          --frame:#191f26; --head:#24405f; --view:#25462c; --code:#4a3a1d; --type:#412b52; }
        header { grid-column:1 / 3; display:flex; flex-wrap:wrap; gap:8px; align-items:center; padding:8px 12px;
          border-bottom:1px solid var(--edge); background:var(--frame); }
        header .space { flex:1; }
        input, button { font:inherit; color:inherit; background:var(--page); border:1px solid var(--edge); border-radius:5px;
          padding:4px 9px; }
        button { cursor:pointer; } #search { width:15em; }
        #kinds { display:flex; flex-wrap:wrap; gap:4px 12px; } #kinds label { white-space:nowrap; }
        main { overflow:hidden; position:relative; min-width:0; min-height:0; }
        #drawing { width:100%; height:100%; display:block; cursor:grab; touch-action:none; background:var(--page); }
        #drawing.moving { cursor:grabbing; }
        #panel { width:26em; max-width:45vw; overflow:auto; border-left:1px solid var(--edge); padding:0 14px 14px;
          background:var(--frame); } #panel:empty { display:none; }
        #panel { overflow-wrap:anywhere; } #panel h2 { font-size:15px; margin:14px 0 2px; overflow-wrap:anywhere; } #panel h3 { font-size:13px; margin:14px 0 4px; }
        #panel pre { white-space:pre-wrap; overflow-wrap:anywhere; background:var(--page); border:1px solid var(--edge);
          border-radius:5px; padding:8px; font:12px ui-monospace, Menlo, Consolas, monospace; }
        #panel ul { margin:0; padding-left:16px; } #panel li { margin:2px 0; } #panel .soft { color:var(--soft); }
        #panel a { color:var(--mark); cursor:pointer; text-decoration:none; overflow-wrap:anywhere; }
        .node { cursor:pointer; outline:none; } .hidden { display:none; } .faded { opacity:.18; }
        .node:focus-visible .box, .node.chosen .box { stroke:var(--mark, #1769c5); stroke-width:2; }
        .edge.near { stroke:var(--mark, #1769c5); stroke-width:2; }

        """

    static let script = """
        'use strict';
        const { nodes, edges } = JSON.parse(document.getElementById('data').textContent);
        const drawing = document.getElementById('drawing'), scene = document.getElementById('scene');
        const panel = document.getElementById('panel'), search = document.getElementById('search');
        const boxes = [], lines = [];
        for (const box of scene.querySelectorAll('.node')) boxes[box.dataset.node] = box;
        for (const line of scene.querySelectorAll('.edge')) lines.push(line);
        const hiddenKinds = new Set();
        let view = { x: 0, y: 0, scale: 1 }, chosen = -1;

        function show() {
          scene.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.scale})`);
        }
        function fit() {
          const area = drawing.getBoundingClientRect();
          const width = +drawing.dataset.width || 1, height = +drawing.dataset.height || 1;
          view.scale = Math.min(area.width / width, area.height / height, 1.5);
          view.x = (area.width - width * view.scale) / 2;
          view.y = (area.height - height * view.scale) / 2;
          show();
        }
        function zoom(factor, x, y) {
          const area = drawing.getBoundingClientRect();
          const px = x ?? area.width / 2, py = y ?? area.height / 2;
          const scale = Math.min(Math.max(view.scale * factor, 0.02), 8);
          view.x = px - (px - view.x) * scale / view.scale;
          view.y = py - (py - view.y) * scale / view.scale;
          view.scale = scale;
          show();
        }
        function center(index) {
          const frame = boxes[index].getBBox(), area = drawing.getBoundingClientRect();
          if (view.scale < 0.5) view.scale = 0.9;
          view.x = area.width / 2 - (frame.x + frame.width / 2) * view.scale;
          view.y = area.height / 2 - (frame.y + Math.min(frame.height, 200) / 2) * view.scale;
          show();
        }
        function element(tag, text, parent) {
          const made = document.createElement(tag);
          if (text != null) made.textContent = text;
          parent?.append(made);
          return made;
        }
        function list(title, items) {
          if (!items.length) return;
          element('h3', `${title} (${items.length})`, panel);
          const ul = element('ul', null, panel);
          for (const [index, edge] of items) {
            const li = element('li', null, ul), link = element('a', nodes[index].name, li);
            link.href = '#' + encodeURIComponent(nodes[index].name);
            link.onclick = event => { event.preventDefault(); choose(index, true); };
            const note = [nodes[index].kind, edge.body ? 'in a body' : null, edge.place].filter(Boolean).join(', ');
            const span = element('span', ' ' + note, li);
            span.className = 'soft';
          }
        }
        function choose(index, moves) {
          if (chosen >= 0) boxes[chosen]?.classList.remove('chosen');
          chosen = index;
          panel.replaceChildren();
          if (index >= 0) {
            const node = nodes[index];
            boxes[index].classList.add('chosen');
            element('h2', node.name, panel);
            element('div', node.kind + (node.place ? ', ' + node.place : ''), panel).className = 'soft';
            if (node.definition) element('pre', node.definition, panel);
            list('Needs', edges.filter(e => e.from === index).map(e => [e.to, e]));
            list('Needed by', edges.filter(e => e.to === index).map(e => [e.from, e]));
            if (moves) center(index);
          }
          update();
        }
        function update() {
          const words = search.value.trim().toLowerCase();
          const near = new Set();
          if (chosen >= 0) {
            near.add(chosen);
            for (const edge of edges) {
              if (edge.from === chosen) near.add(edge.to);
              if (edge.to === chosen) near.add(edge.from);
            }
          }
          nodes.forEach((node, index) => {
            const isHidden = hiddenKinds.has(node.kind);
            const matches = !words || (node.name + ' ' + (node.definition ?? '')).toLowerCase().includes(words);
            boxes[index].classList.toggle('hidden', isHidden);
            boxes[index].classList.toggle('faded', !matches || (chosen >= 0 && !words && !near.has(index)));
          });
          for (const line of lines) {
            const from = +line.dataset.from, to = +line.dataset.to;
            line.classList.toggle('hidden', hiddenKinds.has(nodes[from].kind) || hiddenKinds.has(nodes[to].kind));
            line.classList.toggle('near', from === chosen || to === chosen);
            line.classList.toggle('faded', boxes[from].classList.contains('faded') || boxes[to].classList.contains('faded'));
          }
        }

        for (const kind of [...new Set(nodes.map(n => n.kind))].sort()) {
          const label = element('label', null, document.getElementById('kinds'));
          const check = element('input', null, label);
          check.type = 'checkbox';
          check.checked = true;
          check.onchange = () => { check.checked ? hiddenKinds.delete(kind) : hiddenKinds.add(kind); update(); };
          label.append(` ${kind} ${nodes.filter(n => n.kind === kind).length}`);
        }
        boxes.forEach((box, index) => {
          box.setAttribute('tabindex', '0');
          box.setAttribute('role', 'button');
          box.setAttribute('aria-label', nodes[index].kind + ' ' + nodes[index].name);
          box.addEventListener('keydown', event => {
            if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(index, false); }
          });
          box.addEventListener('focus', () => { if (box.matches(':focus-visible')) center(index); });
        });
        search.oninput = update;
        search.onkeydown = event => {
          if (event.key !== 'Enter') return;
          const words = search.value.trim().toLowerCase();
          const names = nodes.map(n => n.name.toLowerCase());
          const found = [names.indexOf(words), names.findIndex(n => n.endsWith('.' + words)), names.findIndex(n => n.includes(words))]
            .find(i => i >= 0);
          if (words && found !== undefined) choose(found, true);
        };
        document.getElementById('in').onclick = () => zoom(1.25);
        document.getElementById('out').onclick = () => zoom(0.8);
        document.getElementById('fit').onclick = fit;
        function theme() {
          const isDark = document.body.classList.contains('dark')
            || (!document.body.classList.contains('light') && matchMedia('(prefers-color-scheme: dark)').matches);
          document.body.classList.toggle('dark', !isDark);
          document.body.classList.toggle('light', isDark);
        }
        document.getElementById('theme').onclick = theme;
        drawing.addEventListener('wheel', event => {
          event.preventDefault();
          const area = drawing.getBoundingClientRect();
          zoom(Math.exp(-event.deltaY * 0.0015), event.clientX - area.left, event.clientY - area.top);
        }, { passive: false });
        let last = null, travelled = 0;
        drawing.addEventListener('pointerdown', event => { last = event; travelled = 0; });
        addEventListener('pointermove', event => {
          if (!last) return;
          travelled += Math.abs(event.clientX - last.clientX) + Math.abs(event.clientY - last.clientY);
          if (travelled > 4) drawing.classList.add('moving');
          view.x += event.clientX - last.clientX;
          view.y += event.clientY - last.clientY;
          last = event;
          show();
        });
        addEventListener('pointerup', event => {
          if (!last) return;
          last = null;
          drawing.classList.remove('moving');
          if (travelled > 4) return;
          const box = event.target.closest?.('.node');
          if (box) choose(+box.dataset.node, false); else if (drawing.contains(event.target)) choose(-1);
        });
        addEventListener('keydown', event => {
          if (event.target === search) { if (event.key === 'Escape') { search.value = ''; search.blur(); update(); } return; }
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const step = 60;
          switch (event.key) {
          case '/': event.preventDefault(); search.focus(); break;
          case '+': case '=': zoom(1.25); break;
          case '-': zoom(0.8); break;
          case '0': fit(); break;
          case 't': theme(); break;
          case 'Escape': choose(-1); break;
          case 'ArrowLeft': view.x += step; show(); break;
          case 'ArrowRight': view.x -= step; show(); break;
          case 'ArrowUp': view.y += step; show(); break;
          case 'ArrowDown': view.y -= step; show(); break;
          }
        });
        fit();
        function chooseByAddress() {
          const name = decodeURIComponent(location.hash.slice(1));
          const found = [n => n.name === name, n => n.name.endsWith('.' + name)].map(t => nodes.findIndex(t)).find(i => i >= 0);
          if (name && found !== undefined && found !== chosen) choose(found, true);
        }
        addEventListener('hashchange', chooseByAddress);
        chooseByAddress();

        """
}
