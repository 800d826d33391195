(() => {
  const { region, startChat, endpoint } = document.currentScript.dataset;
  const { ChatSession } = connect;
  ChatSession.setGlobalConfig({
    region,
    ...(endpoint !== undefined && { endpoint: new URL(endpoint, location.href).origin }),
  });

  const find = (name) => document.getElementById(`chat-${name}`);
  const chat = document.getElementById("chat");
  let unread = 0;

  let forgetting;
  const say = (text, forMs) => {
    clearTimeout(forgetting);
    find("status").textContent = text;
    if (forMs) forgetting = setTimeout(say, forMs, "");
  };

  function setOpen(isOpen) {
    chat.hidden = !isOpen;
    unread = 0;
    find("open").textContent = "Chat with us";
    find("open").setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) find("open").focus();
    else find(find("send").hidden ? "name" : "text").focus();
  }

  function setChatting(isChatting) {
    find("start").hidden = isChatting;
    find("send").hidden = !isChatting;
    if (!chat.hidden) find(isChatting ? "text" : "name").focus();
  }

  function show(text, kind, author = "") {
    const line = document.createElement("div");
    line.className = kind;
    // textContent, not innerHTML: what somebody writes is no markup.
    if (author) line.append(Object.assign(document.createElement("b"), { textContent: author }));
    line.append(text);
    find("log").append(line);
    line.scrollIntoView({ block: "nearest" });
    if (!chat.hidden || kind !== "theirs") return;
    unread += 1;
    find("open").textContent = `Chat with us (${unread} new)`;
  }

  const happenings = { "participant.joined": "has joined", "participant.left": "has left" };

  function listen(session) {
    session.onMessage(({ data }) => {
      const isOwn = data.ParticipantRole === "CUSTOMER";
      const happening = happenings[data.ContentType.split("event.")[1]];
      if (data.Type === "MESSAGE")
        show(data.Content, isOwn ? "own" : "theirs", isOwn ? "" : data.DisplayName);
      else if (happening && !isOwn) show(`${data.DisplayName} ${happening}`, "note");
      if (!isOwn) say("");
    });
    session.onTyping(({ data }) => {
      if (data.ParticipantRole !== "CUSTOMER") say(`${data.DisplayName} is typing`, 12_000);
    });
    session.onConnectionEstablished(() => say(""));
    session.onConnectionLost(() => say("Connection lost, reconnecting"));
    session.onConnectionBroken(() => {
      say("The connection is gone. Please start again");
      setChatting(false);
    });
    session.onEnded(() => {
      say("The chat is over");
      setChatting(false);
    });

    find("send").onsubmit = async (event) => {
      event.preventDefault();
      const message = find("text").value;
      find("text").value = "";
      try {
        await session.sendMessage({ contentType: "text/plain", message });
      } catch {
        say("Not sent. Please try again");
        find("text").value ||= message;
      }
    };
    // One in ten seconds goes out, however often it is called.
    find("text").oninput = () =>
      session
        .sendEvent({ contentType: "application/vnd.amazonaws.connect.event.typing" })
        .catch(() => undefined);
    find("end").onclick = () =>
      session.disconnectParticipant().catch(() => say("Not ended. Please try again"));
  }

  find("start").onsubmit = async (event) => {
    event.preventDefault();
    say("Connecting");
    const submit = find("start").querySelector("button");
    submit.disabled = true;
    try {
      const response = await fetch(startChat, {
        method: "POST",
        body: JSON.stringify({ ParticipantDetails: { DisplayName: find("name").value } }),
      });
      if (!response.ok) throw new Error(`unable to start a chat; the backend answered ${response.status}`);
      const { data } = await response.json();
      find("log").replaceChildren();
      const session = ChatSession.create({ type: "CUSTOMER", chatDetails: data.startChatResult });
      listen(session);
      await session.connect();
      setChatting(true);
    } catch (error) {
      console.error(error);
      say("We cannot be reached. Please try again later");
    } finally {
      submit.disabled = false;
    }
  };

  find("open").onclick = () => setOpen(chat.hidden);
  find("close").onclick = () => setOpen(false);
  chat.onkeydown = ({ key }) => {
    if (key === "Escape") setOpen(false);
  };
})();
