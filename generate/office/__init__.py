"""GB/T 9704—2012 as building blocks: every rule of the table in ``docs/gbt9704.md`` once, under its id.

A document is made in three steps.

1. **Template** (code, once; ``generate.make_templates``).  The blocks that take placeholder text are functions giving
   WordprocessingML: ``body.heading(1, "{{节}}总体情况")``, ``body.plain_paragraph("{{ 段 }}")``,
   ``body.led_paragraph("{{条}}评价结果。", "{{ 评价结果 }}")``, ``tables.table(columns, rows)``,
   ``landscape.turned(…)``, ``body.tag("{%p if x %}")``.  ``package.template_parts(body_xml, kind)`` puts styles,
   footers, fonts, settings and the page round them: a mapping of part names to bytes.  ``kind`` is ``"document"``
   (公文), ``"letter"`` (信函) or ``"plain"``.

2. **Fragments** (real text, once a document; ``generate.chrome``).  ``head.head(…)``, ``letter.letter_head(…)``,
   ``title.title(…)``, ``body.addressees(…)``, ``attachment.attachment_note(…)``, ``attachment.attachment_head(…)``,
   ``signature.signature(…)``, ``body.remark(…)``, ``imprint.imprint(…)`` each give the XML of whole paragraphs, laid
   out for the text they were given, to be put where ``{{p 版头 }}`` and the like stand.  Empty text gives an empty
   string.

3. **Finish** (the rendered file, once a document).  ``finish.finished(parts, facts)`` takes the parts of the rendered
   file and gives the changed ones: the page profile, the imprint on an even page with its blank page before, what must
   stay together, addressees moved to the imprint, document properties.  ``finish.finish(data, facts)`` does the same
   for a file.

``document.OfficialDocument`` does all three at once for a document made in code.  Paragraphs are recognised by the
names of their styles (公文标题, 发文机关署名, 成文日期 …), so that a template edited and saved in WPS works as before.
"""
